import request from 'supertest';
import { TickFeed } from '../../src/market/tick-feed';
import type { PortfolioValue } from '../../src/portfolio/portfolio.events';
import { Account, registerUser } from '../support/accounts';
import { startApp, TestApp } from '../support/app';
import { quoteOf } from '../support/quotes';
import {
  ask,
  breakConnection,
  ClientSocket,
  closeStreams,
  comeBack,
  connected,
  nextEvent,
  openStream,
} from '../support/stream-client';

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
  const valueOf = async (socket: ClientSocket, market_value: number): Promise<PortfolioValue> => {
    for (;;) {
      const value = await nextEvent<PortfolioValue>(socket, 'portfolio:value');
      if (value.market_value === market_value) return value;
    }
  };

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

  it('goes on after a broken connection', async () => {
    const portfolio_id = await create();
    const socket = await open();
    await ask(socket, 'portfolio:watch', { portfolio_id });
    await breakConnection(socket);
    const told = valueOf(socket, 770);
    await publish(77);
    await comeBack(socket);
    expect(await told).toMatchObject({ portfolio_id });
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

  it('lets a connection watch twenty portfolios', async () => {
    const socket = await open();
    const unseen = [{ ...lots[0], symbol: 'KO' }];
    const ids = await Promise.all(Array.from({ length: 21 }, () => create(unseen)));
    const answers = await Promise.all(
      ids.map((portfolio_id) => ask<object>(socket, 'portfolio:watch', { portfolio_id })),
    );
    const refused = answers.filter((answer) => 'error' in answer);
    expect(refused).toEqual([{ error: expect.objectContaining({ code: 'portfolio.too_many_watched' }) }]);
    expect(answers.filter((answer) => !('error' in answer))).toHaveLength(20);
  });
});
