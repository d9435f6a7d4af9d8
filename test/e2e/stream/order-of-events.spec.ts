import request from 'supertest';
import { FollowedLists } from '../../../src/market/stream/followed-lists';
import { Subscription } from '../../../src/market/stream/market.events';
import { TickBroadcast } from '../../../src/market/stream/tick-broadcast';
import { WatchedByAccount } from '../../../src/market/stream/watched-by-account';
import { QuotesService } from '../../../src/market/quotes/quotes.service';
import { TickFeed } from '../../../src/market/ticks/tick-feed';
import { StreamAuthenticator } from '../../../src/platform/stream/sockets/stream-authenticator';
import { StreamServer } from '../../../src/platform/stream/stream-server';
import { PortfolioWatch } from '../../../src/portfolio/live/portfolio-watch';
import { PortfolioValue } from '../../../src/portfolio/live/portfolio.events';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { quoteOf } from '../../support/features/quotes';
import {
  ask,
  breakConnection,
  ClientSocket,
  closeStreams,
  comeBack,
  connected,
  nextEvent,
  openStream,
} from '../../support/stream/stream-client';
import { eventually } from '../../support/waiting/eventually';

const NOBODY = '0'.repeat(24);

describe('events that a client sends without waiting for their answers', () => {
  let running: TestApp;
  let ada: Account;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await closeStreams();
    await eventually(() => sockets().length === 0);
  });

  afterAll(() => running.close());

  const sockets = () => [...running.app.get(StreamServer).namespace.sockets.values()];
  const open = async (token = ada.access_token) => {
    const socket = openStream(running.url, { token });
    await connected(socket);
    return socket;
  };
  const create = async (path: string, body: object) => {
    const answer = await request(running.url)
      .post(`/api/v1/${path}`)
      .set(ada.authorization)
      .send(body)
      .expect(201);
    return answer.body as { id: string; token: string };
  };
  const subscribe = (socket: ClientSocket, ...symbols: string[]) =>
    ask<Subscription>(socket, 'market:subscribe', { symbols });
  const unsubscribe = (socket: ClientSocket, ...symbols: string[]) =>
    ask<{ symbols: string[] }>(socket, 'market:unsubscribe', { symbols });
  /** What the server says that the connection watches. */
  const watched = async (socket: ClientSocket) => (await unsubscribe(socket, 'NOTHING')).symbols;
  const watchedPortfolios = async (socket: ClientSocket) => {
    const { portfolio_ids } = await ask<{ portfolio_ids: string[] }>(socket, 'portfolio:unwatch', {
      portfolio_id: NOBODY,
    });
    return portfolio_ids;
  };
  /** What of the instance is left for those who are connected. */
  const left = () => ({
    heard: running.app.get(TickBroadcast).symbols(),
    claimed: sockets().flatMap((socket) => [...running.app.get(WatchedByAccount).of(socket)]),
    lists: sockets().flatMap((socket) => running.app.get(FollowedLists).followedBy(socket)),
  });
  /** Holds calls of a method up until it is opened. */
  const gateOn = <Part extends object>(part: Part, method: keyof Part & string) => {
    let opened = () => undefined as void;
    const gate = new Promise<void>((resolve) => (opened = resolve));
    const original = (part[method] as (...given: unknown[]) => unknown).bind(part);
    const spy = jest.spyOn(part as Record<string, (...given: unknown[]) => unknown>, method);
    spy.mockImplementation(async (...given) => {
      await gate;
      return original(...given);
    });
    return { spy, open: () => opened() };
  };

  it('lets symbols go that were subscribed to right before', async () => {
    const socket = await open();
    const [subscription, after] = await Promise.all([subscribe(socket, 'AAPL'), unsubscribe(socket, 'AAPL')]);
    expect(subscription.quotes).toMatchObject([{ symbol: 'AAPL' }]);
    expect(after).toEqual({ symbols: [] });
    expect(await watched(socket)).toEqual([]);
    expect(left()).toEqual({ heard: [], claimed: [], lists: [] });
    await breakConnection(socket);
    await comeBack(socket);
    expect(await watched(socket)).toEqual([]);
  });

  it('lets a watchlist go that was followed right before', async () => {
    const { id: watchlist } = await create('watchlists', {
      name: 'Short',
      items: [{ symbol: 'AAPL' }, { symbol: 'MSFT' }],
    });
    const socket = await open();
    const [subscription, after] = await Promise.all([
      ask<Subscription>(socket, 'market:subscribe', { watchlist, symbols: ['NVDA'] }),
      ask(socket, 'market:unsubscribe', { watchlist }),
    ]);
    expect(subscription.quotes.map(({ symbol }) => symbol)).toEqual(['NVDA', 'AAPL', 'MSFT']);
    expect(after).toEqual({ symbols: ['NVDA'] });
    expect(await unsubscribe(socket, 'NVDA')).toEqual({ symbols: [] });
    expect(left()).toEqual({ heard: [], claimed: [], lists: [] });
  });

  it('tells in each answer what is watched after it, and keeps the last wish', async () => {
    const socket = await open();
    await subscribe(socket, 'AAPL');
    const [, without] = await Promise.all([
      subscribe(socket, 'MSFT', 'NVDA'),
      unsubscribe(socket, 'AAPL'),
      subscribe(socket, 'AMZN'),
      unsubscribe(socket, 'AMZN'),
      subscribe(socket, 'AMZN'),
    ]);
    expect(without).toEqual({ symbols: ['MSFT', 'NVDA'] });
    expect(await watched(socket)).toEqual(['MSFT', 'NVDA', 'AMZN']);
  });

  it('has them wait for no quotes of those before', async () => {
    const socket = await open();
    const gate = gateOn(running.app.get(QuotesService), 'quotes');
    const slow = subscribe(socket, 'AAPL');
    expect(await unsubscribe(socket, 'AAPL')).toEqual({ symbols: [] });
    gate.open();
    expect((await slow).quotes).toMatchObject([{ symbol: 'AAPL' }]);
    expect(await watched(socket)).toEqual([]);
  });

  it('watches what the last of several subscriptions had a quote of', async () => {
    const socket = await open();
    const quotes = jest.spyOn(running.app.get(QuotesService), 'quotes');
    let answerFirst = () => undefined as void;
    const missing = [
      { symbol: 'AAPL', reason: 'timeout' },
      { symbol: 'MSFT', reason: 'timeout' },
    ];
    quotes.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          answerFirst = () => resolve({ items: [], missing });
        }),
    );
    const first = subscribe(socket, 'AAPL', 'MSFT');
    await unsubscribe(socket, 'AAPL');
    expect((await subscribe(socket, 'AAPL')).quotes).toMatchObject([{ symbol: 'AAPL' }]);
    answerFirst();
    expect((await first).rejected).toEqual(missing);
    expect(await watched(socket)).toEqual(['AAPL']);
  });

  it('leaves nothing claimed for a socket that leaves amid them', async () => {
    const { id: watchlist } = await create('watchlists', { name: 'Left', items: [{ symbol: 'AMZN' }] });
    const socket = await open();
    const gates = [
      gateOn(running.app.get(TickFeed), 'hear'),
      gateOn(running.app.get(FollowedLists), 'follow'),
    ];
    const quotes = jest.spyOn(running.app.get(QuotesService), 'quotes');
    for (const payload of [{ symbols: ['AAPL'] }, { watchlist }, { symbols: ['MSFT'], watchlist }]) {
      socket.emit('market:subscribe', payload, () => undefined);
    }
    await eventually(() => gates.some(({ spy }) => spy.mock.calls.length > 0));
    const [serverSide] = sockets();
    socket.disconnect();
    await eventually(() => sockets().length === 0);
    for (const gate of gates) gate.open();
    await eventually(() => quotes.mock.calls.length === 3);
    expect([...running.app.get(WatchedByAccount).of(serverSide!)]).toEqual([]);
    expect(running.app.get(FollowedLists).followedBy(serverSide!)).toEqual([]);
    expect(left()).toEqual({ heard: [], claimed: [], lists: [] });
  });

  it('watches what is asked for behind what a client that is back watched before', async () => {
    const socket = await open();
    await subscribe(socket, 'AAPL', 'MSFT');
    await breakConnection(socket);
    await eventually(() => sockets().length === 0);
    const gate = gateOn(running.app.get(TickFeed), 'hear');
    await comeBack(socket);
    const after = unsubscribe(socket, 'AAPL');
    await eventually(() => gate.spy.mock.calls.length > 0);
    gate.open();
    expect(await after).toEqual({ symbols: ['MSFT'] });
    expect(await watched(socket)).toEqual(['MSFT']);
  });

  it('lets a portfolio go that was watched right before', async () => {
    const assets = [{ symbol: 'AAPL', quantity: 10, purchase_price: 50, purchase_date: '2020-01-15' }];
    const { id: portfolio_id } = await create('portfolio', { name: 'Live', assets });
    const { id: other } = await create('portfolio', { name: 'Other', assets });
    const socket = await open();
    const [value, after, , back] = await Promise.all([
      ask<PortfolioValue>(socket, 'portfolio:watch', { portfolio_id }),
      ask(socket, 'portfolio:unwatch', { portfolio_id }),
      ask<PortfolioValue>(socket, 'portfolio:watch', { portfolio_id: other, holdings: true }),
      ask<PortfolioValue>(socket, 'portfolio:watch', { portfolio_id: other }),
    ]);
    expect(value).toMatchObject({ portfolio_id, cost_basis: 500 });
    expect(after).toEqual({ portfolio_ids: [] });
    expect(back).not.toHaveProperty('holdings');
    expect(await watchedPortfolios(socket)).toEqual([other]);
    const told = nextEvent<PortfolioValue>(socket, 'portfolio:value');
    await running.app.get(TickFeed).publish([quoteOf('AAPL', { received_at: '2100-01-01T00:00:00.000Z' })]);
    expect(await told).toMatchObject({ portfolio_id: other });
  });

  it('watches no portfolio for a socket that leaves amid them', async () => {
    const assets = [{ symbol: 'AAPL', quantity: 10, purchase_price: 50, purchase_date: '2020-01-15' }];
    const { id: portfolio_id } = await create('portfolio', { name: 'Left', assets });
    const socket = await open();
    const gate = gateOn(running.app.get(QuotesService), 'quotes');
    for (const holdings of [true, false]) {
      socket.emit('portfolio:watch', { portfolio_id, holdings }, () => undefined);
    }
    await eventually(() => gate.spy.mock.calls.length === 2);
    const [serverSide] = sockets();
    socket.disconnect();
    await eventually(() => sockets().length === 0);
    gate.open();
    await Promise.all(gate.spy.mock.results.map(({ value }) => value as Promise<unknown>));
    const later = await open();
    await ask(later, 'portfolio:watch', { portfolio_id });
    expect(running.app.get(PortfolioWatch).watchedBy(serverSide!)).toEqual([]);
  });

  it('judges them by the token of a renewal before them', async () => {
    const { id: portfolio_id } = await create('portfolio', { name: 'Renewed', assets: [] });
    const expires_at = new Date(Date.now() + 86_400_000).toISOString();
    const { token } = await create('tokens', { name: 'Prices', scopes: ['market'], expires_at });
    const socket = await open(token);
    const gate = gateOn(running.app.get(StreamAuthenticator), 'authenticate');
    const renewed = ask(socket, 'session:renew', { token: ada.access_token });
    const value = ask(socket, 'portfolio:watch', { portfolio_id });
    expect(await ask(socket, 'no:such', {})).toMatchObject({ error: { code: 'stream.unknown_event' } });
    gate.open();
    expect(await renewed).toHaveProperty('expires_at');
    expect(await value).toMatchObject({ portfolio_id });
  });
});
