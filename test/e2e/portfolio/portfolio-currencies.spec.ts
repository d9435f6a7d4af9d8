import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { ProviderStandIn, startProviderStandIn } from '../../support/outside/provider-stand-in';
import { closesFrom, yahooMarket } from '../../support/outside/yahoo-market';

const RANGE = ['2024-01-01', '2024-06-28'] as const;
const LOT = { symbol: 'WK', quantity: 10, purchase_price: 150, purchase_date: '2024-03-13' };

describe('currencies of a portfolio', () => {
  let running: TestApp;
  let standIn: ProviderStandIn;
  let ada: Account;

  beforeAll(async () => {
    standIn = await startProviderStandIn(
      yahooMarket({
        WK: {
          closes: {
            ...closesFrom('2024-01-01', '2024-05-31', 150),
            ...closesFrom('2024-06-01', RANGE[1], 180),
          },
        },
        'EURUSD=X': { closes: closesFrom(...RANGE, 1.25), opens: '00:00', timeZone: 'Europe/London' },
        // Begins long after the purchase.
        'USDSEK=X': {
          closes: closesFrom('2024-05-01', RANGE[1], 10),
          opens: '00:00',
          timeZone: 'Europe/London',
        },
        // Ended months before the analysis.
        'USDNOK=X': {
          closes: closesFrom('2024-01-01', '2024-03-29', 10),
          opens: '00:00',
          timeZone: 'Europe/London',
        },
        // No longer told, in a currency that moves on.
        'OLD.L': { currency: 'GBP', closes: closesFrom('2024-02-01', '2024-03-01', 100) },
        'GBPUSD=X': {
          closes: { ...closesFrom(RANGE[0], '2024-03-04', 1.25), ...closesFrom('2024-03-05', RANGE[1], 1.5) },
          opens: '00:00',
          timeZone: 'Europe/London',
        },
        'ZC=F': { currency: 'USX', closes: closesFrom(...RANGE, 425.25) },
        'NBK.KW': {
          currency: 'KWF',
          timeZone: 'Asia/Kuwait',
          closes: closesFrom(...RANGE, 950),
          opens: '06:00',
        },
      }),
    );
    running = await startApp({
      MARKET_PROVIDERS: 'yahoo-finance',
      YAHOO_BASE_URL: standIn.url,
      ROLE: 'api',
      LOG_LEVEL: 'error',
    });
    ada = await registerUser(running);
  });

  afterAll(async () => {
    await running.close();
    await standIn.close();
  });

  const send = (method: 'post' | 'put' | 'patch', path: string, body: object) =>
    request(running.url)[method](`/api/v1/portfolio${path}`).set(ada.authorization).send(body);
  const get = (path: string) => request(running.url).get(`/api/v1/portfolio${path}`).set(ada.authorization);
  const create = async (body: object) => {
    const answer = await send('post', '', { name: 'Test', ...body }).expect(201);
    return `/${answer.body.id}`;
  };
  const summaryOf = async (path: string) =>
    (await get(`${path}/performance?to=2024-06-28`).expect(200)).body.summary;
  const gain = { unrealised_pnl_percent: 0.2 };

  it.each([
    ['PUT', (path: string) => send('put', path, { name: 'Test', currency: 'EUR', assets: [LOT] })],
    ['PATCH', (path: string) => send('patch', path, { currency: 'EUR' })],
  ])('converts what was paid at the rates of its days by %s', async (_name, change) => {
    const path = await create({ currency: 'USD', assets: [LOT] });
    expect(await summaryOf(path)).toMatchObject({ cost_basis: 1_500, ...gain });
    const { body } = await change(path).expect(200);
    expect(body).toMatchObject({ currency: 'EUR', assets: [{ ...LOT, purchase_price: 120 }] });
    expect(await summaryOf(path)).toMatchObject({ cost_basis: 1_200, market_value: 1_440, ...gain });
  });

  it.each([
    [
      'PUT',
      (path: string) => send('put', path, { name: 'T', currency: 'EUR', assets: [LOT], convert: false }),
    ],
    ['PATCH', (path: string) => send('patch', path, { currency: 'EUR', convert: false })],
  ])('keeps the numbers when told so by %s', async (_name, change) => {
    const path = await create({ currency: 'USD', assets: [LOT] });
    const { body } = await change(path).expect(200);
    expect(body).toMatchObject({ currency: 'EUR', assets: [LOT] });
    expect(await summaryOf(path)).toMatchObject({ cost_basis: 1_500, market_value: 1_440 });
  });

  it.each([
    ['PUT', (path: string) => send('put', path, { name: 'Test', currency: 'SEK', assets: [LOT] })],
    ['PATCH', (path: string) => send('patch', path, { currency: 'SEK' })],
  ])('refuses what cannot be converted by %s, and changes nothing', async (_name, change) => {
    const path = await create({ currency: 'USD', assets: [LOT] });
    const { body } = await change(path).expect(422);
    expect(body).toMatchObject({
      code: 'portfolio.no_exchange_rate',
      errors: [{ field: 'currency', message: expect.stringContaining('2024-03-13') }],
    });
    expect((await get(path)).body).toMatchObject({ currency: 'USD', assets: [LOT], version: 1 });
  });

  it.each([true, false])("puts a line's own rate into the new currency, with convert %s", async (convert) => {
    const path = await create({ currency: 'USD', assets: [] });
    const accounts = (await get(`${path}/accounts`)).body.items;
    const line = { account_id: accounts[0].id, type: 'buy', date: '2024-03-13', symbol: 'WK', quantity: 10 };
    await send('post', `${path}/transactions`, {
      ...line,
      price: 1_000,
      currency: 'JPY',
      fx_rate: 0.005,
    }).expect(201);
    await send('post', `${path}/transactions`, { ...line, price: 100, currency: 'EUR', fx_rate: 1.5 }).expect(
      201,
    );
    await send('patch', path, { currency: 'EUR', convert }).expect(200);
    const { body } = await get(`${path}/transactions?sort=date`).expect(200);
    const rates = new Map(
      body.items.map((one: { currency: string; fx_rate?: number }) => [one.currency, one.fx_rate]),
    );
    expect(rates.get('JPY')).toBe(0.004);
    expect(rates.get('EUR') ?? null).toBeNull();
    expect(
      (await get(path)).body.assets.map((one: { purchase_price: number }) => one.purchase_price),
    ).toEqual([4, 100]);
  });

  it.each([
    ['PUT', (path: string) => send('put', path, { name: 'T', currency: 'EUR', assets: [LOT] })],
    ['PATCH', (path: string) => send('patch', path, { currency: 'EUR' })],
    ['PATCH without conversion', (path: string) => send('patch', path, { currency: 'EUR', convert: false })],
  ])('is not changed by %s while a locked year has lines', async (_name, change) => {
    const path = await create({ currency: 'USD', assets: [LOT] });
    await send('put', `${path}/locks/2023`, {}).expect(200);
    await send('put', `${path}/locks/2024`, {}).expect(200);
    expect((await change(path).expect(423)).body).toMatchObject({ code: 'ledger.locked', status: 423 });
    expect((await get(path)).body).toMatchObject({ currency: 'USD', assets: [LOT] });
  });

  it('is changed where no line lies in a locked year', async () => {
    const path = await create({ currency: 'USD', assets: [LOT] });
    await send('put', `${path}/locks/2023`, {}).expect(200);
    await send('patch', path, { currency: 'EUR' }).expect(200);
  });

  it.each(['GBX', 'GBp', 'QQQ', 'usd', ''])('is not told in %j', async (currency) => {
    const { body } = await send('post', '', { name: 'Test', currency, assets: [] }).expect(400);
    expect(body.errors).toEqual([expect.objectContaining({ field: 'currency' })]);
    const path = await create({ assets: [] });
    await send('patch', path, { currency }).expect(400);
  });

  it('tells prices in cents and fils in dollars and dinars', async () => {
    const corn = { symbol: 'ZC=F', quantity: 50, purchase_price: 4.25, purchase_date: '2024-01-15' };
    const bank = { symbol: 'NBK.KW', quantity: 100, purchase_price: 0.9, purchase_date: '2024-01-15' };
    expect(await summaryOf(await create({ currency: 'USD', assets: [corn] }))).toMatchObject({
      market_value: 212.625,
    });
    expect(await summaryOf(await create({ currency: 'KWD', assets: [bank] }))).toMatchObject({
      market_value: 95,
    });
  });

  it('has no figure where a rate is missing, and says which rates there were', async () => {
    const path = await create({ currency: 'SEK', assets: [{ ...LOT, purchase_price: 1_500 }] });
    const { body } = await get(`${path}/performance?to=2024-06-28`).expect(200);
    expect(body.series[0]).toMatchObject({ date: '2024-03-13', value: null });
    expect(body.returns.time_weighted).toMatchObject({ value: null, reason: 'no_exchange_rate' });
    expect(body.summary.market_value).toBe(18_000);
    const without = Object.keys(closesFrom('2024-03-13', '2024-04-30', 1)).length;
    expect(body.quality.rates).toEqual([
      {
        currency: 'USD',
        converted_with: ['USDSEK=X'],
        first_date: '2024-05-01',
        last_date: '2024-06-28',
        days_without: without,
        digits: 2,
      },
    ]);
    expect(body.quality.sources).toMatchObject([
      { symbol: 'WK', mended_bars: 0, is_owed: false, tells_events: true },
    ]);
  });

  it('uses no rate that ended months ago, and says when it ended', async () => {
    const path = await create({ currency: 'NOK', assets: [{ ...LOT, purchase_price: 1_500 }] });
    const { body } = await get(`${path}/performance?to=2024-06-28`).expect(200);
    const valueOn = (day: string) =>
      (body.series as { date: string; value: number | null }[]).find(({ date }) => date === day)?.value;
    expect(['2024-03-29', '2024-04-05', '2024-04-08', '2024-06-28'].map(valueOn)).toEqual([
      15_000,
      15_000,
      null,
      null,
    ]);
    expect(body.summary.market_value).toBeNull();
    expect(body.returns.time_weighted).toMatchObject({ value: null, reason: 'no_exchange_rate' });
    expect(body.quality.rates).toEqual([
      {
        currency: 'USD',
        converted_with: ['USDNOK=X'],
        first_date: '2024-01-29',
        last_date: '2024-03-29',
        days_without: Object.keys(closesFrom('2024-04-06', RANGE[1], 1)).length,
        digits: 2,
      },
    ]);
    const before = await get(`${path}/performance?to=2024-03-28`).expect(200);
    expect(before.body.summary).toMatchObject({ market_value: 15_000 });
    expect(before.body.quality.rates).toMatchObject([{ days_without: 0 }]);
  });

  it('values a close that is carried forward at the rate of the day', async () => {
    const old = { symbol: 'OLD.L', quantity: 1, purchase_price: 125, purchase_date: '2024-02-01' };
    const path = await create({ currency: 'USD', assets: [old, LOT] });
    const { body } = await get(`${path}/performance?to=2024-06-28`).expect(200);
    expect(body.summary).toMatchObject({ market_value: 1_950, cost_basis: 1_625 });
    expect(body.returns.time_weighted.reason).toBeNull();
    expect(body.quality.rates).toMatchObject([{ currency: 'GBP', last_date: '2024-06-28', days_without: 0 }]);
    const { body: attribution } = await get(`${path}/attribution?by=symbol&to=2024-06-28`).expect(200);
    expect(attribution.items).toMatchObject([{ key: 'OLD.L', price_gain: 25, end_value: 150 }, {}]);
    const { body: soon } = await get(`${path}/performance?to=2024-03-06`).expect(200);
    expect(soon.summary).toMatchObject({ market_value: 150 });
  });

  it('takes quantities of up to 10^15', async () => {
    const many = { ...LOT, quantity: 1e15, purchase_price: 0.000_000_01 };
    const tiny = { ...LOT, quantity: 1e-18 };
    const path = await create({ assets: [many, tiny] });
    expect((await get(path)).body.assets).toMatchObject([many, tiny]);
    await send('post', '', { name: 'Test', assets: [{ ...LOT, quantity: 1.1e15 }] }).expect(400);
  });
});
