import request from 'supertest';
import { Subscription } from '../../../src/market/stream/market.events';
import { QuotesService } from '../../../src/market/quotes/quotes.service';
import { Tick } from '../../../src/market/ticks/tick';
import { TickFeed } from '../../../src/market/ticks/tick-feed';
import { TrackedSymbols } from '../../../src/market/ticks/tracked-symbols';
import { registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import { EventSourceClient } from '../../support/stream/event-source-client';
import { quoteOf } from '../../support/features/quotes';
import {
  ask,
  breakConnection,
  ClientSocket,
  closeStreams,
  comeBack,
  connected,
  openStream,
} from '../../support/stream/stream-client';

interface Watching {
  socket: ClientSocket;
  ticks: Tick[];
}

describe('live prices on /stream', () => {
  let running: TestApp;
  let token: string;
  let feed: TickFeed;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    token = (await registerUser(running)).access_token;
    feed = running.app.get(TickFeed);
  });

  afterEach(closeStreams);

  afterAll(() => running.close());

  async function open(): Promise<Watching> {
    const socket = openStream(running.url, { token });
    const ticks: Tick[] = [];
    socket.on('market:tick', (tick) => ticks.push(tick));
    await connected(socket);
    return { socket, ticks };
  }

  it('answers a subscription with quotes, and what it rejects with reasons', async () => {
    const { socket } = await open();
    const answer = await ask<Subscription>(socket, 'market:subscribe', {
      symbols: ['aapl', 'MSFT', 'AAPL ', 'not a symbol', 'NOSUCHTHING'],
    });
    expect(answer.quotes.map(({ symbol }) => symbol)).toEqual(['AAPL', 'MSFT']);
    expect(answer.quotes[0]).toMatchObject({ data_type: 'real-time', currency: 'USD', stale: false });
    expect(answer.rejected).toEqual([
      { symbol: 'NOT A SYMBOL', reason: 'invalid_symbol' },
      { symbol: 'NOSUCHTHING', reason: 'unknown_symbol' },
    ]);
  });

  it('sends ticks of the symbols asked for, numbered, until told to stop', async () => {
    const { socket, ticks } = await open();
    await ask(socket, 'market:subscribe', { symbols: ['AAPL'] });
    await feed.publish([quoteOf('AAPL', { close: 1 }), quoteOf('MSFT')]);
    await feed.publish([quoteOf('AAPL', { close: 2, received_at: '2100-01-01T00:00:00.000Z' })]);
    await eventually(() => ticks.at(-1)?.close === 2);
    expect(new Set(ticks.map(({ symbol }) => symbol))).toEqual(new Set(['AAPL']));
    expect(ticks.at(-1)).toEqual(feed.latest('AAPL'));
    const late = await open();
    const { quotes } = await ask<Subscription>(late.socket, 'market:subscribe', { symbols: ['AAPL'] });
    expect(quotes).toEqual([feed.latest('AAPL')]);
    const left = await ask(socket, 'market:unsubscribe', { symbols: ['AAPL'] });
    expect(left).toEqual({ symbols: [] });
    const before = ticks.length;
    await feed.publish([quoteOf('AAPL', { close: 3 })]);
    await eventually(() => late.ticks.at(-1)?.close === 3);
    expect(ticks).toHaveLength(before);
  });

  it('refuses a payload that is none, in the acknowledgement', async () => {
    const { socket } = await open();
    const tooMany = Array.from({ length: 201 }, (_, i) => `S${i}`);
    for (const payload of [
      undefined,
      null,
      'AAPL',
      [],
      {},
      { symbols: [] },
      { symbols: [1] },
      { symbols: ['AAPL'], more: 1 },
      { symbols: tooMany },
    ]) {
      const answer = await ask(socket, 'market:subscribe', payload);
      expect(answer).toMatchObject({ error: { code: 'validation.failed' } });
    }
    for (const [payload, message] of [
      [{}, 'symbols must be an array'],
      [{ symbols: [1] }, 'each value in symbols must be a string'],
    ] as const) {
      const answer = await ask(socket, 'market:subscribe', payload);
      expect(answer).toMatchObject({ error: { errors: [{ field: 'symbols', message }] } });
    }
    expect(socket.connected).toBe(true);
  });

  it('watches at most 200 symbols a connection', async () => {
    const { socket } = await open();
    const known = ['AAPL', 'MSFT', 'NVDA', 'AMZN'];
    const symbols = Array.from({ length: 200 }, (_, i) => `NONE-${i}`);
    const first = await ask<Subscription>(socket, 'market:subscribe', { symbols });
    expect(first.rejected.every(({ reason }) => reason === 'unknown_symbol')).toBe(true);
    const next = await ask<Subscription>(socket, 'market:subscribe', { symbols: known });
    expect(next.rejected).toEqual([]);
    const full = await ask<Subscription>(socket, 'market:subscribe', { symbols });
    expect(full.rejected.filter(({ reason }) => reason === 'too_many_symbols')).toHaveLength(known.length);
  });

  it('watches at most 1,000 different symbols a user, by sockets and event streams', async () => {
    const { access_token } = await registerUser(running);
    jest
      .spyOn(running.app.get(QuotesService), 'quotes')
      .mockImplementation((symbols) =>
        Promise.resolve({ items: symbols.map((symbol) => quoteOf(symbol)), missing: [] }),
      );
    for (let nth = 0; nth < 6; nth += 1) {
      const socket = openStream(running.url, { token: access_token });
      await connected(socket);
      const symbols = Array.from({ length: 200 }, (_, i) => `S${nth}-${i}`);
      const { rejected } = await ask<Subscription>(socket, 'market:subscribe', { symbols });
      expect(new Set(rejected.map(({ reason }) => reason))).toEqual(
        new Set(nth < 5 ? [] : ['too_many_symbols_of_user']),
      );
      expect(rejected).toHaveLength(nth < 5 ? 0 : 200);
    }
    const tracked = running.app.get(TrackedSymbols);
    await eventually(async () => (await tracked.all()).length >= 1_000);
    expect((await tracked.all()).filter((symbol) => symbol.startsWith('S5-'))).toEqual([]);
    const headers = { Authorization: `Bearer ${access_token}` };
    const events = await EventSourceClient.open(running.url, { query: '?symbols=S0-0,S6-0', headers });
    await eventually(() => events.of('snapshot').length === 1);
    expect(events.of('snapshot')).toMatchObject([
      { quotes: [{ symbol: 'S0-0' }], rejected: [{ symbol: 'S6-0', reason: 'too_many_symbols_of_user' }] },
    ]);
    events.leave();
    jest.restoreAllMocks();
  });

  it('tells the fleet what is watched, and no longer', async () => {
    const tracked = running.app.get(TrackedSymbols);
    const { socket } = await open();
    await ask(socket, 'market:subscribe', { symbols: ['NVDA'] });
    await eventually(async () => (await tracked.all()).includes('NVDA'));
    socket.disconnect();
    await eventually(async () => !(await tracked.all()).includes('NVDA'));
    expect(await tracked.all()).not.toContain('NVDA');
  });

  it('goes on after a broken connection, with the newest of what was missed', async () => {
    const { socket, ticks } = await open();
    await ask(socket, 'market:subscribe', { symbols: ['AAPL', 'MSFT'] });
    await feed.publish([quoteOf('AAPL', { close: 10 }), quoteOf('MSFT', { close: 10 })]);
    await eventually(() => ticks.length === 2);
    await breakConnection(socket);
    for (const close of [11, 12, 13]) await feed.publish([quoteOf('AAPL', { close })]);
    await eventually(() => feed.latest('AAPL')?.close === 13);
    ticks.length = 0;
    await comeBack(socket);
    expect(socket.recovered).toBe(true);
    await eventually(() => ticks.some(({ symbol, close }) => symbol === 'AAPL' && close === 13));
    expect(ticks.filter(({ symbol }) => symbol === 'AAPL')).toHaveLength(1);
    await feed.publish([quoteOf('MSFT', { close: 14 })]);
    await eventually(() => ticks.some(({ symbol, close }) => symbol === 'MSFT' && close === 14));
  });

  describe('follows a watchlist', () => {
    const api = (path = '') => `/api/v1/watchlists${path}`;
    const put = (id: string, symbols: string[]) =>
      request(running.url)
        .patch(api(`/${id}`))
        .set('Authorization', `Bearer ${token}`)
        .send({ items: symbols.map((symbol) => ({ symbol })) })
        .expect(200);
    const make = async (symbols: string[]) => {
      const { body } = await request(running.url)
        .post(api())
        .set('Authorization', `Bearer ${token}`)
        .send({ name: 'Followed', items: symbols.map((symbol) => ({ symbol })) })
        .expect(201);
      return body.id as string;
    };

    it('and its changes, besides what was asked for by symbol, until told to stop', async () => {
      const watchlist = await make(['AAPL', 'MSFT']);
      const { socket, ticks } = await open();
      await ask(socket, 'market:subscribe', { symbols: ['AAPL'] });
      const answer = await ask<Subscription>(socket, 'market:subscribe', { watchlist });
      expect(answer.quotes.map(({ symbol }) => symbol)).toEqual(['AAPL', 'MSFT']);
      await put(watchlist, ['NVDA']);
      await eventually(async () => {
        await feed.publish([quoteOf('NVDA')]);
        return ticks.some(({ symbol }) => symbol === 'NVDA');
      });
      ticks.length = 0;
      await feed.publish([quoteOf('MSFT'), quoteOf('AAPL')]);
      await eventually(() => ticks.some(({ symbol }) => symbol === 'AAPL'));
      expect(ticks.map(({ symbol }) => symbol)).not.toContain('MSFT');
      expect(await ask(socket, 'market:unsubscribe', { watchlist })).toEqual({ symbols: ['AAPL'] });
    });

    it('after a broken connection too', async () => {
      const watchlist = await make(['MSFT']);
      const { socket, ticks } = await open();
      await ask(socket, 'market:subscribe', { watchlist });
      await breakConnection(socket);
      await comeBack(socket);
      await eventually(async () => {
        await feed.publish([quoteOf('MSFT', { close: 33 })]);
        return ticks.some(({ close }) => close === 33);
      });
      expect(ticks.every(({ symbol }) => symbol === 'MSFT')).toBe(true);
    });

    it('of its owner only', async () => {
      const watchlist = await make(['AAPL']);
      const stranger = openStream(running.url, { token: (await registerUser(running)).access_token });
      await connected(stranger);
      expect(await ask(stranger, 'market:subscribe', { watchlist })).toMatchObject({
        error: { code: 'watchlist.not_found' },
      });
    });
  });

  it('serves a client that has only polling', async () => {
    const socket = openStream(running.url, { token, transports: ['polling'] });
    const ticks: Tick[] = [];
    socket.on('market:tick', (tick) => ticks.push(tick));
    await connected(socket);
    await ask(socket, 'market:subscribe', { symbols: ['AAPL', 'MSFT'] });
    for (let close = 1; close <= 20; close += 1) {
      await feed.publish([quoteOf('AAPL', { close }), quoteOf('MSFT', { close })]);
    }
    await eventually(() =>
      ['AAPL', 'MSFT'].every((name) => ticks.findLast(({ symbol }) => symbol === name)?.close === 20),
    );
    expect(ticks.every((tick) => tick.seq > 0)).toBe(true);
  });
});
