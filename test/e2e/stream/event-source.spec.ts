import request from 'supertest';
import { Tick } from '../../../src/market/ticks/tick';
import { TickFeed } from '../../../src/market/ticks/tick-feed';
import { userRoom } from '../../../src/platform/stream/sockets/rooms';
import { StreamServer } from '../../../src/platform/stream/stream-server';
import { Account, registerUser } from '../../support/application/accounts';
import { inParallel } from '../../../src/common/in-parallel';
import { startApp, TestApp } from '../../support/application/app';
import { quoteOf } from '../../support/features/quotes';
import { openPortfolio } from '../../support/features/reports';
import { EventSourceClient } from '../../support/stream/event-source-client';
import { eventually } from '../../support/waiting/eventually';

declare module '../../../src/platform/stream/stream-events' {
  interface ServerEvents {
    'test:message': (message: { number: number }) => void;
  }
}

interface Snapshot {
  quotes: Tick[];
  rejected: object[];
  portfolios: { portfolio_id: string; market_value: number }[];
  refused: { portfolio_id: string; error: { code: string } }[];
}

describe('the stream as Server-Sent Events', () => {
  let running: TestApp;
  let ada: Account;
  let feed: TickFeed;
  const opened: EventSourceClient[] = [];

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api', MARKET_REFRESH_SECONDS: '3600' });
    ada = await registerUser(running);
    feed = running.app.get(TickFeed);
  });
  afterEach(() => opened.splice(0).forEach((client) => client.leave()));
  afterAll(() => running.close());

  async function open(query = '', headers: Record<string, string> = {}, account = ada) {
    const client = await EventSourceClient.open(running.url, {
      query,
      headers: { ...account.authorization, ...headers },
    });
    opened.push(client);
    return client;
  }
  const snapshotOf = async (client: EventSourceClient): Promise<Snapshot> => {
    await eventually(() => client.of('snapshot').length === 1);
    return client.of<Snapshot>('snapshot')[0]!;
  };
  const say = (number: number, { user } = ada) =>
    running.app.get(StreamServer).namespace.to(userRoom(user.id)).emit('test:message', { number });
  const numbers = (client: EventSourceClient) =>
    client.of<{ number: number }>('test:message').map(({ number }) => number);

  it('begins with where it stands, then tells ticks by their numbers', async () => {
    const client = await open('?symbols=aapl,NOSUCH', { 'Accept-Encoding': 'br, gzip' });
    const { headers } = client.response;
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-cache, no-transform');
    expect(headers.get('x-accel-buffering')).toBe('no');
    expect(headers.get('content-encoding')).toBeNull();
    const snapshot = await snapshotOf(client);
    expect(snapshot).toMatchObject({
      quotes: [{ symbol: 'AAPL' }],
      rejected: [{ symbol: 'NOSUCH', reason: 'unknown_symbol' }],
    });
    expect(client.heard[0]).toMatchObject({
      event: 'session:ready',
      data: { resumed: false },
      id: expect.any(String),
    });
    await feed.publish([quoteOf('AAPL', { close: 1 }), quoteOf('MSFT')]);
    await feed.publish([quoteOf('AAPL', { close: 2, received_at: '2100-01-01T00:00:00.000Z' })]);
    const ticks = () => client.of<Tick>('market:tick');
    await eventually(() => ticks().at(-1)?.close === 2);
    expect(ticks().at(-1)).toEqual(feed.latest('AAPL'));
    expect(new Set(ticks().map(({ symbol }) => symbol))).toEqual(new Set(['AAPL']));
  });

  it('tells values of portfolios, and refuses those of others', async () => {
    const eve = await registerUser(running);
    const mine = await openPortfolio(running, ada);
    const hers = await openPortfolio(running, eve);
    const none = 'f'.repeat(24);
    const snapshot = await snapshotOf(await open(`?portfolios=${mine},${hers},${mine}:${none}`));
    expect(snapshot.portfolios).toMatchObject([{ portfolio_id: mine, market_value: expect.any(Number) }]);
    expect(snapshot.portfolios[0]).not.toHaveProperty('holdings');
    const detailed = await snapshotOf(await open(`?portfolios=${mine}&holdings=true`));
    expect(detailed.portfolios).toMatchObject([{ holdings: [{ symbol: 'AAPL' }, { symbol: 'MSFT' }] }]);
    expect(snapshot.refused).toMatchObject([
      { portfolio_id: hers, error: { code: 'portfolio.not_found' } },
      { portfolio_id: mine, account: none, error: { code: 'account.not_found' } },
    ]);
  });

  it('tells values of as many portfolios as a socket may watch, listed with commas and repeatedly', async () => {
    const collector = await registerUser(running);
    const ids: string[] = [];
    await inParallel(
      Array.from({ length: 200 }, (_, i) => `No. ${i}`),
      10,
      async (name) => {
        const body = { name, currency: 'USD', assets: [] };
        const made = await request(running.url)
          .post('/api/v1/portfolio')
          .set(collector.authorization)
          .send(body);
        ids.push(made.body.id as string);
      },
    );
    const all = `?portfolios=${ids.slice(0, 150).join()}&portfolios=${ids.slice(150).join()}`;
    const snapshot = await snapshotOf(await open(all, {}, collector));
    expect(snapshot.refused).toEqual([]);
    expect(snapshot.portfolios.map(({ portfolio_id }) => portfolio_id)).toEqual(ids);
    const oneMore = await open(`${all},${'f'.repeat(24)}`, {}, collector);
    expect(oneMore.response.status).toBe(400);
  });

  it('goes on after the last event that is known, and says when it cannot', async () => {
    const first = await open();
    await snapshotOf(first);
    say(1);
    await eventually(() => numbers(first).length === 1);
    const { lastId } = first;
    first.leave();
    say(2);
    say(3);
    const second = await open('', { 'Last-Event-ID': lastId! });
    await snapshotOf(second);
    await eventually(() => numbers(second).length === 2);
    expect(numbers(second)).toEqual([2, 3]);
    expect(second.heard[0]).toMatchObject({ event: 'session:ready', data: { resumed: true } });
    say(4);
    await eventually(() => numbers(second).at(-1) === 4);
    const lost = await open('', { 'Last-Event-ID': '1-1' });
    await snapshotOf(lost);
    expect(lost.heard[0]).toMatchObject({ event: 'session:ready', data: { resumed: false } });
  });

  it('ends with its session, and says that it is over', async () => {
    const bob = await registerUser(running);
    const client = await open('', {}, bob);
    await snapshotOf(client);
    await request(running.url)
      .post('/api/v1/auth/logout')
      .send({ refresh_token: bob.refresh_token })
      .expect(204);
    await eventually(() => client.ended);
    expect(client.heard.at(-1)).toMatchObject({ event: 'goodbye' });
  });

  it('is one of the sockets of its user, of whom there may be so many', async () => {
    const bob = await registerUser(running);
    for (let i = 0; i < 20; i += 1) await open('', {}, bob);
    const refused = await open('', {}, bob);
    expect(refused.response.status).toBe(429);
    await expect(refused.response.json()).resolves.toMatchObject({ code: 'stream.too_many_sockets' });
    opened.at(0)!.leave();
    await eventually(async () => (await open('', {}, bob)).response.ok);
  });

  it('is for those with a token that may', async () => {
    const none = await EventSourceClient.open(running.url, {});
    expect(none.response.status).toBe(401);
    const tokenWith = async (scopes: string[]) => {
      const { body } = await request(running.url)
        .post('/api/v1/tokens')
        .set(ada.authorization)
        .send({ name: scopes.join(), scopes, expires_at: new Date(Date.now() + 3_600_000).toISOString() })
        .expect(201);
      return { Authorization: `Bearer ${body.token as string}` };
    };
    expect((await open('', await tokenWith(['read']))).response.status).toBe(403);
    const prices = await tokenWith(['market']);
    await snapshotOf(await open('?symbols=AAPL', prices));
    expect((await open(`?portfolios=${'0'.repeat(24)}`, prices)).response.status).toBe(403);
    expect((await open('?symbols=')).response.status).toBe(400);
    await request(running.url).head('/api/v1/stream/events').set(ada.authorization).expect(200);
  });
});
