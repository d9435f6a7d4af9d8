import { getModelToken } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import request from 'supertest';
import { todayAt } from '../../../src/market/model/exchange-today';
import { AnalysesRepository } from '../../../src/portfolio/performance/analyses.repository';
import { ANSWER_FORM } from '../../../src/portfolio/performance/computing/computed-performance';
import { PortfoliosService } from '../../../src/portfolio/portfolios.service';
import { PortfolioAnalysisRecord } from '../../../src/portfolio/schemas/portfolio-analysis.schema';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';

const lots = [
  { symbol: 'AAPL', quantity: 10, purchase_price: 150, purchase_date: '2020-01-15' },
  { symbol: 'MSFT', quantity: 5, purchase_price: 200, purchase_date: '2021-06-12' },
];
const window = 'to=2024-12-31';

describe('a performance over HTTP', () => {
  let running: TestApp;
  let ada: Account;
  let path: string;

  const get = (url: string, account = ada) => request(running.url).get(url).set(account.authorization);
  const create = async (assets: object[], currency = 'USD') => {
    const { body } = await request(running.url)
      .post('/api/v1/portfolio')
      .set(ada.authorization)
      .send({ name: 'Test', currency, assets })
      .expect(201);
    return `/api/v1/portfolio/${body.id}`;
  };

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
    path = await create(lots);
  });

  afterAll(() => running.close());

  it('has the form of the contract', async () => {
    const { body, headers } = await get(`${path}/performance?${window}&benchmark=SPY`).expect(200);
    expect(headers).toMatchObject({ etag: expect.any(String), 'cache-control': 'private, no-cache' });
    expect(body).toMatchObject({
      portfolio_id: path.split('/').at(-1),
      currency: 'USD',
      from: '2020-01-15',
      to: '2024-12-31',
      as_of: '2024-12-31',
      summary: { cost_basis: 2_500, market_value: expect.any(Number) },
      returns: {
        time_weighted: { value: expect.any(Number), method: 'time_weighted_daily', reason: null },
        time_weighted_annualised: { value: expect.any(Number), reason: null },
        money_weighted: { value: expect.any(Number), method: 'xirr_actual_365', reason: null },
        simple: { value: expect.any(Number), reason: null },
      },
      risk: { volatility: expect.any(Number), beta: expect.any(Number), reasons: {} },
      benchmark: { symbol: 'SPY', total_return: { value: expect.any(Number) } },
      quality: { missing: [], left_out: { symbols: [], cost_basis: 0 }, prices_as_of: '2024-12-31' },
    });
    const { market_value, unrealised_pnl } = body.summary;
    expect(unrealised_pnl).toBeCloseTo(market_value - 2_500, 8);
    expect(body.holdings.map(({ symbol }: { symbol: string }) => symbol)).toEqual(['AAPL', 'MSFT']);
    expect(body.series[0]).toEqual({
      date: '2020-01-15',
      value: expect.any(Number),
      invested: 1_500,
      twr_index: expect.any(Number),
    });
    expect(body.series.at(-1)).toMatchObject({ date: '2024-12-31', value: market_value, invested: 2_500 });
    expect(body.benchmark.index).toHaveLength(body.series.length);
  });

  it('answers a known tag with 304, again after a restart of its memory, and computes anew after a change', async () => {
    const own = await create(lots);
    const first = await get(`${own}/performance?${window}`).expect(200);
    const tag = first.headers.etag!;
    await get(`${own}/performance?${window}`).set('If-None-Match', tag).expect(304);
    const again = await get(`${own}/performance?${window}`).expect(200);
    expect(again.body).toEqual(first.body);
    await request(running.url)
      .put(own)
      .set(ada.authorization)
      .send({ name: 'Changed', assets: lots.slice(0, 1) })
      .expect(200);
    const changed = await get(`${own}/performance?${window}`).set('If-None-Match', tag).expect(200);
    expect(changed.body.summary.cost_basis).toBe(1_500);
  });

  it('answers fetch with 304 wherever it names the tag it has', async () => {
    const { Authorization } = ada.authorization;
    for (const url of [
      path,
      `${path}/performance?${window}`,
      `${path}/performance/charts/value.svg?${window}`,
      '/api/v1/market/historical/AAPL?from=2024-01-01&to=2024-06-28',
    ]) {
      const first = await fetch(running.url + url, { headers: { Authorization } });
      const tag = first.headers.get('etag')!;
      const second = await fetch(running.url + url, { headers: { Authorization, 'If-None-Match': tag } });
      expect([url, second.status, second.headers.get('etag')]).toEqual([url, 304, tag]);
      const other = await fetch(running.url + url, {
        headers: { Authorization, 'If-None-Match': '"other"' },
      });
      expect([url, other.status]).toEqual([url, 200]);
    }
  });

  it('sends the same figures packed and plain', async () => {
    const packed = await get(`${path}/performance?${window}`).set('Accept-Encoding', 'gzip').expect(200);
    const plain = await get(`${path}/performance?${window}`).set('Accept-Encoding', 'identity').expect(200);
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip' });
    expect(packed.headers.vary).toContain('Accept-Encoding');
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(plain.body).toEqual(packed.body);
  });

  it('gives as much of the answer as is wanted, and stores the whole', async () => {
    const whole = await get(`${path}/performance?${window}&benchmark=SPY`).expect(200);
    const url = `${path}/performance?${window}&benchmark=SPY`;
    const none = await get(`${url}&series=none`).expect(200);
    const index = { ...whole.body.benchmark, index: [] };
    expect(none.body).toEqual({ ...whole.body, series: [], benchmark: index });
    const few = await get(`${url}&max_points=20`).expect(200);
    expect(few.body.series).toHaveLength(20);
    expect(few.body.benchmark.index).toHaveLength(20);
    expect(few.body.series.at(-1)).toEqual(whole.body.series.at(-1));
    const part = await get(`${url}&fields=summary,returns`).expect(200);
    expect(Object.keys(part.body).sort()).toEqual(
      ['account', 'as_of', 'before', 'computed_at', 'currency', 'from', 'portfolio_id', 'returns'].concat(
        'risk_free_rate',
        'summary',
        'to',
      ),
    );
    expect(part.body.summary).toEqual(whole.body.summary);
    expect(new Set([whole, none, few, part].map(({ headers }) => headers.etag)).size).toBe(4);
    await get(`${url}&fields=returns,summary`).set('If-None-Match', part.headers.etag!).expect(304);
    const { body } = await get(`${path}/analyses`).expect(200);
    expect(body.items.filter(({ benchmark }: { benchmark: string }) => benchmark === 'SPY')).toHaveLength(1);
    for (const wrong of ['fields=secret', 'fields=', 'series=weekly', 'max_points=9', 'max_points=5001']) {
      expect((await get(`${path}/performance?${wrong}`)).status).toBe(400);
    }
  });

  it('computes anew what was stored in an older form', async () => {
    const own = await create(lots);
    const first = await get(`${own}/performance?${window}`).expect(200);
    const analyses = running.app.get<Model<PortfolioAnalysisRecord>>(
      getModelToken(PortfolioAnalysisRecord.name),
    );
    await analyses.updateOne(
      { portfolio_id: own.split('/').at(-1) },
      { form: 0, fingerprint: 'older', answer: Buffer.from('older') },
    );
    // The same question in other words, so that it is looked up and not remembered.
    const again = await get(`${own}/performance?${window}&risk_free_rate=0`).expect(200);
    expect(again.body).toEqual({ ...first.body, computed_at: again.body.computed_at });
    await expect(analyses.findOne({ portfolio_id: own.split('/').at(-1) })).resolves.toMatchObject({
      form: ANSWER_FORM,
    });
  });

  it('computes anew what it remembers and the database let go', async () => {
    const own = await create(lots);
    const first = await get(`${own}/performance?${window}`).expect(200);
    const repository = running.app.get(AnalysesRepository);
    await repository.removeAll(
      await running.app
        .get(PortfoliosService)
        .get({ userId: ada.user.id, isSuperuser: false }, own.split('/').at(-1)!),
    );
    repository['answers'].clear();
    const again = await get(`${own}/performance?${window}`).expect(200);
    expect(again.body).toEqual({ ...first.body, computed_at: again.body.computed_at });
  });

  it('stores each analysis once, lists them newest first and removes them with the portfolio', async () => {
    const own = await create(lots);
    for (const query of [window, `${window}&from=2023-01-01`, window]) {
      await get(`${own}/performance?${query}`).expect(200);
    }
    const { body } = await get(`${own}/analyses`).expect(200);
    expect(body.items).toMatchObject([{ from: '2023-01-01' }, { from: null, to: '2024-12-31' }]);
    const { body: asked } = await get(body.items[0].performance).expect(200);
    expect(asked.from).toBe('2023-01-01');
    await request(running.url).delete(own).set(ada.authorization).expect(204);
    await get(`${own}/analyses`).expect(404);
  });

  it('leaves out what has no price and says so, in every total', async () => {
    const unknown = { symbol: 'NOSUCH.XX', quantity: 3, purchase_price: 100, purchase_date: '2022-01-03' };
    const own = await create([lots[0]!, unknown, unknown]);
    const { body } = await get(`${own}/performance?${window}`).expect(200);
    expect(body.quality).toMatchObject({
      missing: [{ symbol: 'NOSUCH.XX', reason: 'unknown_symbol' }],
      left_out: { symbols: ['NOSUCH.XX'], cost_basis: 600 },
    });
    expect(body.summary.cost_basis).toBe(1_500);
    expect(body.holdings[1]).toMatchObject({
      symbol: 'NOSUCH.XX',
      quantity: 6,
      cost_basis: 600,
      price: null,
    });
  });

  it('tells nothing where nothing has a price', async () => {
    const own = await create([
      { symbol: 'NOSUCH.XX', quantity: 3, purchase_price: 100, purchase_date: '2022-01-03' },
    ]);
    const { body } = await get(`${own}/performance?${window}`).expect(200);
    expect(body.summary).toEqual({
      market_value: null,
      cost_basis: null,
      unrealised_pnl: null,
      unrealised_pnl_percent: null,
      day_change: null,
      day_change_percent: null,
    });
    expect(body.returns.time_weighted).toMatchObject({ value: null, reason: 'no_prices' });
    expect(body.series).toEqual([]);
  });

  it('answers for an empty portfolio', async () => {
    const own = await create([]);
    const { body } = await get(`${own}/performance`).expect(200);
    expect(body).toMatchObject({ from: null, summary: { market_value: 0 }, series: [], allocation: [] });
    expect(body.returns.simple).toMatchObject({ value: null, reason: 'no_lots' });
  });

  it('sees a lot that was bought today', async () => {
    const today = todayAt('AAPL', new Date());
    const own = await create([{ symbol: 'AAPL', quantity: 1, purchase_price: 50, purchase_date: today }]);
    const { body } = await get(`${own}/performance`).expect(200);
    expect(body).toMatchObject({ from: today, to: today, summary: { cost_basis: 50 } });
    expect(body.returns.money_weighted).toMatchObject({ value: null, reason: 'one_date' });
  });

  it('converts prices of another currency with the rate of each day', async () => {
    const [dollars, euros] = [await create(lots.slice(0, 1)), await create(lots.slice(0, 1), 'EUR')];
    const [inDollars, inEuros] = await Promise.all(
      [dollars, euros].map((own) => get(`${own}/performance?${window}`).expect(200)),
    );
    const { body: rates } = await get('/api/v1/market/historical/EURUSD=X?from=2024-12-20&to=2024-12-31');
    expect(inEuros!.body.quality.sources).toMatchObject([{ currency: 'USD', converted_with: ['EURUSD=X'] }]);
    expect(inEuros!.body.summary.market_value).toBeCloseTo(
      inDollars!.body.summary.market_value / rates.items.at(-1).close,
      8,
    );
  });

  it('names a currency it has no rate for', async () => {
    const own = await create(lots.slice(0, 1), 'XXX');
    const { body } = await get(`${own}/performance?${window}`).expect(200);
    expect(body.quality.missing).toEqual([{ symbol: 'AAPL', reason: 'no_exchange_rate' }]);
  });

  it.each([
    ['from=2024-06-01&to=2024-05-01', 'from'],
    ['to=2199-01-01', 'to'],
    ['from=yesterday', 'from'],
    ['benchmark=a b', 'benchmark'],
    ['risk_free_rate=much', 'risk_free_rate'],
    ['color=red', 'color'],
  ])('refuses %s', async (query, field) => {
    const { body } = await get(`${path}/performance?${query}`).expect(400);
    expect(body).toMatchObject({ code: 'validation.failed', errors: [{ field }] });
  });

  it('draws the three pictures, safely, in the theme asked for', async () => {
    const { body } = await get(`${path}/performance?${window}`);
    for (const link of Object.values<string>(body.charts)) {
      const { headers, body: svg } = await get(`${link}&theme=dark&width=640&height=320`).expect(200);
      expect(headers).toMatchObject({
        'content-type': expect.stringContaining('image/svg+xml'),
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      });
      expect(svg.toString()).toMatch(/^<svg width="640" height="320".*#111827/s);
      await get(`${link}&theme=dark&width=640&height=320`).set('If-None-Match', headers.etag!).expect(304);
    }
  });

  it('draws in the theme the user prefers, and refuses names and sizes it does not know', async () => {
    const light = await get(`${path}/performance/charts/value.svg?${window}`).expect(200);
    expect(light.body.toString()).toContain('#ffffff');
    await request(running.url)
      .patch('/api/v1/users/me')
      .set(ada.authorization)
      .send({ preferences: { theme: 'dark' } })
      .expect(200);
    const dark = await get(`${path}/performance/charts/value.svg?${window}`).expect(200);
    expect(dark.body.toString()).toContain('#111827');
    await get(`${path}/performance/charts/pie.svg`).expect(400);
    await get(`${path}/performance/charts/value.svg?width=9`).expect(400);
  });

  it('shows nothing to anybody else', async () => {
    const eve = await registerUser(running);
    for (const route of ['performance', 'analyses', 'performance/charts/value.svg']) {
      const { body } = await get(`${path}/${route}`, eve).expect(404);
      expect(body.code).toBe('portfolio.not_found');
    }
  });
});
