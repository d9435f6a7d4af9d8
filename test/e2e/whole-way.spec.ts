import { io, Socket } from 'socket.io-client';
import request from 'supertest';
import { startApp, TestApp } from '../support/app';
import { eventually } from '../support/eventually';

const startOf = ({ body, text }: request.Response) =>
  (Buffer.isBuffer(body) ? body.toString('latin1') : text).slice(0, 5);

/** One user walks through all of it: every layer, store, queue and socket on the way is the real one. */
describe('the whole way through', () => {
  let running: TestApp;
  let socket: Socket;
  let authorization: { Authorization: string };
  let refresh_token: string;
  let userId: string;
  let portfolioId: string;
  const received: Record<string, { symbol?: string; seq?: number; source?: string }[]> = {
    'market:tick': [],
    'report:progress': [],
    notification: [],
  };

  const api = (path: string) => `/api/v1${path}`;
  const get = (path: string) => request(running.url).get(api(path)).set(authorization);

  beforeAll(async () => {
    running = await startApp({ MARKET_REFRESH_SECONDS: '1', QUOTE_TTL_SECONDS: '1' });
  });

  afterAll(async () => {
    socket?.disconnect();
    await running.close();
  });

  it('registers and logs in', async () => {
    const account = { email: 'ada@example.com', password: 'analytical engine', full_name: 'Ada Lovelace' };
    const registered = await request(running.url).post(api('/auth/register')).send(account).expect(201);
    expect(registered.body).toMatchObject({
      user: { email: account.email, full_name: account.full_name, is_superuser: false },
      token_type: 'Bearer',
      expires_in: 900,
    });
    expect(JSON.stringify(registered.body)).not.toContain('hashed_password');
    const { body } = await request(running.url)
      .post(api('/auth/login'))
      .send({ email: account.email, password: account.password })
      .expect(200);
    authorization = { Authorization: `Bearer ${body.access_token}` };
    refresh_token = body.refresh_token;
    userId = body.user.id;
  });

  it('refreshes and knows who it is', async () => {
    const { body } = await request(running.url)
      .post(api('/auth/refresh'))
      .send({ refresh_token })
      .expect(200);
    authorization = { Authorization: `Bearer ${body.access_token}` };
    const me = await get('/auth/me').expect(200);
    expect(me.body).toMatchObject({ id: userId, email: 'ada@example.com' });
  });

  it('reads quotes, history and search of the simulated market, never presented as real', async () => {
    const quote = await get('/market/real-time/aapl').expect(200);
    expect(quote.body).toMatchObject({
      symbol: 'AAPL',
      data_type: 'real-time',
      source: 'simulated',
      stale: false,
    });
    const batch = await get('/market/real-time?symbols=AAPL,MSFT,NOSUCH1').expect(200);
    expect(batch.body.items.map((item: { symbol: string }) => item.symbol)).toEqual(['AAPL', 'MSFT']);
    expect(batch.body.missing).toEqual([{ symbol: 'NOSUCH1', reason: expect.any(String) }]);
    const history = await get('/market/historical/AAPL?from=2024-01-01&to=2024-03-31').expect(200);
    expect(history.body).toMatchObject({
      symbol: 'AAPL',
      data_type: 'historical',
      interval: '1d',
      source: 'simulated',
    });
    expect(history.body.items.length).toBeGreaterThan(55);
    const search = await get('/market/search?query=apple').expect(200);
    expect(search.body.items[0]).toMatchObject({ symbol: 'AAPL', source: 'simulated' });
  });

  it('subscribes and receives ticks with rising seq', async () => {
    socket = io(`${running.url}/stream`, {
      auth: { token: authorization.Authorization.slice('Bearer '.length) },
      transports: ['websocket'],
    });
    for (const [event, list] of Object.entries(received)) socket.on(event, (payload) => list.push(payload));
    const { quotes, rejected } = await socket.emitWithAck('market:subscribe', {
      symbols: ['AAPL', 'no such'],
    });
    expect(quotes).toHaveLength(1);
    expect(rejected).toHaveLength(1);
    const ticks = received['market:tick']!;
    await eventually(() => ticks.length >= 3);
    expect(ticks.every(({ symbol, source }) => symbol === 'AAPL' && source === 'simulated')).toBe(true);
    const seqs = ticks.map(({ seq }) => seq ?? 0);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  });

  it('keeps a portfolio and reads how it did', async () => {
    const order = {
      name: 'Engines',
      currency: 'USD',
      assets: [{ symbol: 'MSFT', quantity: 3, purchase_price: 310.5, purchase_date: '2023-05-02' }],
    };
    const created = await request(running.url)
      .post(api('/portfolio/'))
      .set(authorization)
      .send(order)
      .expect(201);
    portfolioId = created.body.id;
    expect(created.headers.location).toBe(`/api/v1/portfolio/${portfolioId}`);
    const { body } = await get(`/portfolio/${portfolioId}/performance`).expect(200);
    expect(body.summary.cost_basis).toBeCloseTo(931.5, 9);
    expect(body.returns.time_weighted.value).toBeCloseTo(body.summary.unrealised_pnl_percent, 12);
    expect(body.returns.simple.value).toBeCloseTo(body.summary.unrealised_pnl / 931.5, 12);
    expect(body.risk.volatility).toBeGreaterThan(0);
    expect(body.series.at(-1).value).toBeCloseTo(body.summary.market_value, 9);
    for (const link of Object.values<string>(body.charts)) {
      const picture = await request(running.url).get(link).set(authorization).expect(200);
      expect(picture.headers['content-type']).toContain('image/svg+xml');
      expect((picture.body as Buffer).toString()).toMatch(/^<svg /);
    }
  });

  it.each([
    ['pdf', '%PDF-'],
    ['json', '{"'],
  ])('orders a %s report, downloads it and is told', async (format, start) => {
    const ordered = await request(running.url)
      .post(api('/reports/'))
      .set(authorization)
      .send({ portfolio_id: portfolioId, type: 'performance', format })
      .expect(202);
    expect(ordered.body).toMatchObject({ user_id: userId, status: 'queued', format });
    const report = await eventually(
      async () => {
        const { body } = await get(`/reports/${ordered.body.id}`);
        expect(body.status).not.toBe('failed');
        return body.status === 'completed' && body;
      },
      { within: 25_000 },
    );
    const file = await request(running.url)
      .get(report.download_url)
      .set(authorization)
      .buffer(true)
      .expect(200);
    expect(file.headers['content-disposition']).toContain(`.${format}`);
    expect(Number(file.headers['content-length'])).toBe(report.size_bytes);
    expect(startOf(file)).toContain(start);
    await eventually(() => received.notification!.length > 0 && received['report:progress']!.length > 0);
    const { body } = await get('/notifications?unread=true').expect(200);
    expect(JSON.stringify(body.items)).toContain(ordered.body.id);
  });
});
