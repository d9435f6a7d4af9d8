import request from 'supertest';
import { TickFeed } from '../../../src/market/ticks/tick-feed';
import { StreamServer } from '../../../src/platform/stream/stream-server';
import type { PortfolioValue } from '../../../src/portfolio/live/portfolio.events';
import { PortfolioWatch } from '../../../src/portfolio/live/portfolio-watch';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { openLedger } from '../../support/features/ledger';
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

const lots = [
  { symbol: 'AAPL', quantity: 10, purchase_price: 50, purchase_date: '2020-01-15' },
  { symbol: 'NOSUCH.XX', quantity: 1, purchase_price: 1, purchase_date: '2020-01-15' },
];

describe('the live value of a portfolio', () => {
  let running: TestApp;
  let ada: Account;

  beforeAll(async () => {
    running = await startApp({ MARKET_REFRESH_SECONDS: '3600' });
    ada = await registerUser(running);
  });

  afterEach(closeStreams);
  afterAll(() => running.close());

  const create = async (assets: object[] = lots) => {
    const { body } = await request(running.url)
      .post('/api/v1/portfolio')
      .set(ada.authorization)
      .send({ name: 'Live', assets })
      .expect(201);
    return body.id as string;
  };
  const open = async (account = ada) => {
    const socket = openStream(running.url, { token: account.access_token });
    await connected(socket);
    return socket;
  };
  const publish = (close: number, previous_close = 100) =>
    running.app.get(TickFeed).publish([quoteOf('AAPL', { close, previous_close })]);
  /** Now, not at its next turn. */
  const revisit = () => running.app.get(PortfolioWatch).revisit();
  /** Values of several portfolios may come together. */
  const valueOf = (socket: ClientSocket, market_value: number | null): Promise<PortfolioValue> =>
    new Promise((resolve) => {
      const hear = (value: PortfolioValue) => {
        if (value.market_value !== market_value) return;
        socket.off('portfolio:value', hear);
        resolve(value);
      };
      socket.on('portfolio:value', hear);
    });

  it('is told on watching, naming what is missing, and again when a tick changes it', async () => {
    const portfolio_id = await create();
    const socket = await open();
    const first = await ask<PortfolioValue>(socket, 'portfolio:watch', { portfolio_id });
    expect(first).toMatchObject({
      portfolio_id,
      cost_basis: 500,
      market_value: expect.any(Number),
      missing: [{ symbol: 'NOSUCH.XX', reason: 'no_price' }],
    });
    const told = valueOf(socket, 1_230);
    await publish(123);
    expect(await told).toMatchObject({
      unrealised_pnl: 730,
      unrealised_pnl_percent: 1.46,
      day_change: 230,
      day_change_percent: 0.23,
    });
  });

  it('tells what is held of each symbol to who asks for it, and to nobody else', async () => {
    const portfolio_id = await create([lots[0]!, { ...lots[0], quantity: 5 }, lots[1]!]);
    const [detailed, plain] = [await open(), await open()];
    const first = await ask<PortfolioValue>(detailed, 'portfolio:watch', { portfolio_id, holdings: true });
    expect(first.holdings?.map(({ symbol }) => symbol)).toEqual(['AAPL', 'NOSUCH.XX']);
    expect(await ask(plain, 'portfolio:watch', { portfolio_id })).not.toHaveProperty('holdings');
    const told = [valueOf(detailed, 1_500), valueOf(plain, 1_500)];
    await publish(100, 98);
    const [value, without] = await Promise.all(told);
    expect(without).not.toHaveProperty('holdings');
    expect(value!.holdings).toEqual([
      {
        symbol: 'AAPL',
        quantity: 15,
        price: 100,
        currency: 'USD',
        price_at: expect.any(String),
        market_value: 1_500,
        unrealised_pnl: 750,
        day_change: 30,
        day_change_percent: expect.closeTo(30 / 1_470, 8),
        reason: null,
      },
      expect.objectContaining({ symbol: 'NOSUCH.XX', price: null, market_value: null, reason: 'no_price' }),
    ]);
    const rows = (one: PortfolioValue) =>
      one.holdings?.reduce((sum, row) => sum + (row.market_value ?? 0), 0);
    expect(rows(value!)).toBe(value!.market_value);

    await breakConnection(detailed);
    await eventually(() => running.app.get(StreamServer).namespace.sockets.size === 1);
    const back = nextEvent<PortfolioValue>(detailed, 'portfolio:value');
    await comeBack(detailed);
    expect((await back).holdings).toHaveLength(2);
    const anew = await ask(detailed, 'portfolio:watch', { portfolio_id });
    expect(anew).not.toHaveProperty('holdings');
    const refused = await ask(detailed, 'portfolio:watch', { portfolio_id, holdings: 'yes' });
    expect(refused).toMatchObject({ error: { code: 'validation.failed' } });
  });

  it('is not kept for all instances, as notifications are', async () => {
    const portfolio_id = await create();
    const socket = await open();
    await ask(socket, 'portfolio:watch', { portfolio_id });
    const told = new Promise<unknown[]>((resolve) => {
      socket.onAny((event: string, ...args: unknown[]) => event === 'portfolio:value' && resolve(args));
    });
    await publish(88);
    expect(await told).toHaveLength(1);
  });

  it('follows a change of the lots', async () => {
    const portfolio_id = await create();
    const socket = await open();
    await ask(socket, 'portfolio:watch', { portfolio_id });
    await publish(100);
    const told = valueOf(socket, 2_000);
    await request(running.url)
      .put(`/api/v1/portfolio/${portfolio_id}`)
      .set(ada.authorization)
      .send({ name: 'Live', assets: [{ ...lots[0], quantity: 20 }] })
      .expect(200);
    expect(await told).toMatchObject({ version: 2, cost_basis: 1_000, missing: [] });
  });

  it('is told of one account alone, follows it, and ends with it', async () => {
    const ledger = await openLedger(running, ada);
    const second = await ledger.account({ name: 'Second' });
    const bought = { type: 'buy', symbol: 'AAPL', date: '2020-01-15', price: 50 };
    await ledger.line({ ...bought, quantity: 10 });
    await ledger.line({ ...bought, quantity: 3, account_id: second });
    const socket = await open();
    const watch = (account?: string) =>
      ask<PortfolioValue>(socket, 'portfolio:watch', { portfolio_id: ledger.id, account });
    expect(await watch()).toMatchObject({ account: null, cost_basis: 650 });
    expect(await watch(second.toUpperCase())).toMatchObject({ account: second, cost_basis: 150 });
    expect(await watch(ledger.main)).toMatchObject({ account: ledger.main, cost_basis: 500 });
    expect(await watch('f'.repeat(24))).toMatchObject({ error: { code: 'account.not_found' } });
    expect(await watch('x')).toMatchObject({ error: { code: 'validation.failed' } });
    const told = [valueOf(socket, 300), valueOf(socket, 1_000), valueOf(socket, 1_300)];
    await publish(100);
    expect((await Promise.all(told)).map(({ account }) => account)).toEqual([second, ledger.main, null]);
    const more = valueOf(socket, 500);
    await ledger.line({ ...bought, quantity: 2, account_id: second });
    await revisit();
    expect(await more).toMatchObject({ account: second, cost_basis: 250 });
    const unwatched = await ask(socket, 'portfolio:unwatch', {
      portfolio_id: ledger.id,
      account: ledger.main,
    });
    expect(unwatched).toEqual({ portfolio_ids: [ledger.id] });
    const whole = valueOf(socket, 1_000);
    await ledger.delete(`/accounts/${second}?cascade=true`).expect(204);
    await revisit();
    expect(await whole).toMatchObject({ account: null });
  });

  it('counts tracked cash, as the other routes do, and follows it', async () => {
    const ledger = await openLedger(running, ada);
    const cash = await ledger.account({ name: 'Cash', tracks_cash: true });
    const at = { account_id: cash, date: '2026-01-15' };
    await ledger.line({ ...at, type: 'deposit', amount: 10_000 });
    await ledger.line({ ...at, type: 'buy', symbol: 'AAPL', quantity: 10, price: 193 });
    const socket = await open();
    const watch = (account?: string) =>
      ask<PortfolioValue>(socket, 'portfolio:watch', { portfolio_id: ledger.id, account, holdings: true });
    const whole = await watch();
    expect(whole).toMatchObject({ cash: 8_070, cost_basis: 1_930, missing: [] });
    expect(whole.market_value! - whole.holdings![0]!.market_value!).toBeCloseTo(8_070, 6);
    const { body } = await ledger.get('/allocation').expect(200);
    expect(body.items).toContainEqual(expect.objectContaining({ key: 'cash', market_value: 8_070 }));
    expect(await watch(cash)).toMatchObject({ cash: 8_070, account: cash });
    expect(await watch(ledger.main)).toMatchObject({ cash: 0, market_value: 0 });
    const told = [valueOf(socket, 9_070), valueOf(socket, 9_070)];
    await publish(100);
    await Promise.all(told);
    const less = valueOf(socket, 9_000);
    await ledger.line({ ...at, type: 'withdrawal', amount: 70 });
    await revisit();
    expect(await less).toMatchObject({ cash: 8_000, unrealised_pnl: -930 });
    await ledger.line({ ...at, type: 'deposit', currency: 'SEK', amount: 1 });
    const unknown = valueOf(socket, null);
    await revisit();
    expect(await unknown).toMatchObject({
      cash: null,
      missing: [{ symbol: 'SEK', reason: 'no_exchange_rate' }],
    });
  });

  it('goes on after a broken connection', async () => {
    const portfolio_id = await create();
    const socket = await open();
    await ask(socket, 'portfolio:watch', { portfolio_id });
    await breakConnection(socket);
    await eventually(() => running.app.get(StreamServer).namespace.sockets.size === 0);
    const told: PortfolioValue[] = [];
    socket.on('portfolio:value', (value) => told.push(value));
    await comeBack(socket);
    expect(await eventually(() => told[0])).toMatchObject({ portfolio_id });
    // Again and again: the market's own first quote of a new holding may come in between.
    await eventually(async () => {
      await publish(77);
      return told.some(({ market_value }) => market_value === 770);
    });
  });

  it('is refused to others and for what is no id, and ends with unwatching', async () => {
    const portfolio_id = await create();
    const eve = await open(await registerUser(running));
    expect(await ask(eve, 'portfolio:watch', { portfolio_id })).toMatchObject({
      error: { code: 'portfolio.not_found' },
    });
    expect(await ask(eve, 'portfolio:watch', { portfolio_id: 'x' })).toMatchObject({
      error: { code: 'validation.failed', errors: [{ field: 'portfolio_id' }] },
    });
    const socket = await open();
    await ask(socket, 'portfolio:watch', { portfolio_id });
    expect(await ask(socket, 'portfolio:unwatch', { portfolio_id })).toEqual({ portfolio_ids: [] });
  });
});
