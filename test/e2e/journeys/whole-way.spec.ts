import {
  createTickfolioClient,
  expectData,
  type components,
  type TickfolioClient,
  type Tokens,
} from '../../../client/src/index';
import {
  connectStream,
  isRefusal,
  type ServerEvents,
  type TickfolioStream,
} from '../../../client/src/stream';
import { startApp, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';

type Received<Event extends keyof ServerEvents> = Parameters<ServerEvents[Event]>[0][];

/**
 * One user walks through all of it with the client that front-ends use: every layer, store, queue and socket on the way
 * is the real one.
 */
describe('the whole way through', () => {
  const account = { email: 'ada@example.com', password: 'analytical engine', full_name: 'Ada Lovelace' };
  const ticks: Received<'market:tick'> = [];
  const progress: Received<'report:progress'> = [];
  const notifications: Received<'notification'> = [];
  let running: TestApp;
  let tickfolio: TickfolioClient;
  let stream: TickfolioStream | undefined;
  let kept: Tokens | undefined;
  let userId: string;
  let portfolio: components['schemas']['Portfolio'];

  beforeAll(async () => {
    running = await startApp({ MARKET_REFRESH_SECONDS: '1', QUOTE_TTL_SECONDS: '1' });
    tickfolio = createTickfolioClient({
      baseUrl: running.url,
      tokens: {
        load: () => kept,
        save: (tokens) => {
          kept = tokens;
        },
      },
    });
  });

  afterAll(async () => {
    stream?.disconnect();
    await running.close();
  });

  it('registers and logs in', async () => {
    const registered = await tickfolio.POST('/api/v1/auth/register', { body: account });
    expect(registered.response.status).toBe(201);
    expect(expectData(registered)).toMatchObject({
      user: { email: account.email, full_name: account.full_name, is_superuser: false },
      token_type: 'Bearer',
      expires_in: 900,
    });
    expect(JSON.stringify(registered.data)).not.toContain('hashed_password');
    const { email, password } = account;
    userId = (await tickfolio.session.login({ email, password })).user?.id ?? '';
    expect(registered.data?.user.id).toBe(userId);
  });

  it('refreshes and knows who it is', async () => {
    const before = kept!;
    kept = { ...before, renew_at: 0 };
    const me = expectData(await tickfolio.GET('/api/v1/auth/me'));
    expect(me).toMatchObject({ id: userId, email: account.email });
    expect(kept.refresh_token).not.toBe(before.refresh_token);
  });

  it('reads quotes, history and search of the simulated market, never presented as real', async () => {
    const quote = await tickfolio.GET('/api/v1/market/real-time/{symbol}', {
      params: { path: { symbol: 'aapl' } },
    });
    expect(quote.data).toMatchObject({
      symbol: 'AAPL',
      data_type: 'real-time',
      source: 'simulated',
      stale: false,
    });
    const batch = expectData(
      await tickfolio.GET('/api/v1/market/real-time', {
        params: { query: { symbols: 'AAPL,MSFT,NOSUCH1' } },
      }),
    );
    expect(batch.items.map(({ symbol }) => symbol)).toEqual(['AAPL', 'MSFT']);
    expect(batch.missing).toEqual([{ symbol: 'NOSUCH1', reason: expect.any(String) }]);
    const history = expectData(
      await tickfolio.GET('/api/v1/market/historical/{symbol}', {
        params: { path: { symbol: 'AAPL' }, query: { from: '2024-01-01', to: '2024-03-31' } },
      }),
    );
    expect(history).toMatchObject({
      symbol: 'AAPL',
      data_type: 'historical',
      interval: '1d',
      source: 'simulated',
    });
    expect(history.items.length).toBeGreaterThan(55);
    const search = expectData(
      await tickfolio.GET('/api/v1/market/search', { params: { query: { query: 'apple' } } }),
    );
    expect(search.items[0]).toMatchObject({ symbol: 'AAPL', source: 'simulated' });
  });

  it('subscribes and receives ticks with rising seq', async () => {
    stream = connectStream(running.url, tickfolio.session);
    stream.on('market:tick', (tick) => ticks.push(tick));
    stream.on('report:progress', (report) => progress.push(report));
    stream.on('notification', (notification) => notifications.push(notification));
    const answer = await stream.emitWithAck('market:subscribe', { symbols: ['AAPL', 'no such'] });
    if (isRefusal(answer)) throw new Error(answer.error.detail);
    expect(answer.quotes).toHaveLength(1);
    expect(answer.rejected).toHaveLength(1);
    await eventually(() => ticks.length >= 3);
    expect(ticks.every(({ symbol, source }) => symbol === 'AAPL' && source === 'simulated')).toBe(true);
    const seqs = ticks.map(({ seq }) => seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  });

  it('keeps a portfolio and reads how it did', async () => {
    const created = await tickfolio.POST('/api/v1/portfolio', {
      body: {
        name: 'Engines',
        currency: 'USD',
        assets: [{ symbol: 'MSFT', quantity: 3, purchase_price: 310.5, purchase_date: '2023-05-02' }],
      },
    });
    portfolio = expectData(created);
    expect(created.response.status).toBe(201);
    expect(created.response.headers.get('location')).toBe(`/api/v1/portfolio/${portfolio.id}`);
    const performance = expectData(
      await tickfolio.GET('/api/v1/portfolio/{id}/performance', { params: { path: { id: portfolio.id } } }),
    );
    const { summary, returns, risk, series, charts } = performance;
    expect(summary.cost_basis).toBeCloseTo(931.5, 9);
    expect(returns.time_weighted.value).toBeCloseTo(summary.unrealised_pnl_percent!, 12);
    expect(returns.simple.value).toBeCloseTo(summary.unrealised_pnl! / 931.5, 12);
    expect(risk.volatility).toBeGreaterThan(0);
    expect(series.at(-1)?.value).toBeCloseTo(summary.market_value!, 9);
    for (const link of Object.values(charts)) {
      const picture = await followed(link);
      expect(picture.headers.get('content-type')).toContain('image/svg+xml');
      expect(await picture.text()).toMatch(/^<svg /);
    }
  });

  it.each([
    ['pdf', '%PDF-'],
    ['json', '{"'],
  ] as const)('orders a %s report, downloads it and is told', async (format, start) => {
    const ordered = await tickfolio.POST('/api/v1/reports', {
      body: { portfolio_id: portfolio.id, type: 'performance', format },
    });
    expect(ordered.response.status).toBe(202);
    const { id, ...order } = expectData(ordered);
    expect(order).toMatchObject({ user_id: userId, status: 'queued', format });
    const report = await eventually(async () => {
      const now = expectData(await tickfolio.GET('/api/v1/reports/{id}', { params: { path: { id } } }));
      expect(now.status).not.toBe('failed');
      return now.status === 'completed' ? now : undefined;
    });
    const file = await followed(report.download_url!);
    expect(file.headers.get('content-disposition')).toContain(`.${format}`);
    expect(Number(file.headers.get('content-length'))).toBe(report.size_bytes);
    expect((await file.text()).slice(0, 5)).toContain(start);
    await eventually(() => notifications.length > 0 && progress.length > 0);
    const unread = expectData(
      await tickfolio.GET('/api/v1/notifications', { params: { query: { unread: true } } }),
    );
    expect(JSON.stringify(unread.items)).toContain(id);
  });

  /** What a link in an answer leads to, as a front-end opens it. */
  async function followed(link: string): Promise<Response> {
    const answer = await fetch(new URL(link, running.url), {
      headers: { Authorization: `Bearer ${await tickfolio.session.accessToken()}` },
    });
    expect(answer.status).toBe(200);
    return answer;
  }
});
