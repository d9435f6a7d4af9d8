import request from 'supertest';
import { Clock } from '../../../src/common/clock';
import { GuardedProvider } from '../../../src/market/providers/guarded-provider';
import { MarketProviders } from '../../../src/market/providers/market-providers';
import { ProviderError } from '../../../src/market/providers/provider-error';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { openLedger } from '../../support/features/ledger';

const FRIDAY_AFTERNOON = '2024-03-01T18:00:00Z';
/** New York has closed, the currencies have not */
const FRIDAY_NIGHT = '2024-03-01T22:00:00Z';
const SATURDAY = '2024-03-02T01:00:00Z';

describe('a performance whose prices come later', () => {
  let running: TestApp;
  let ada: Account;
  let provider: GuardedProvider;
  let now: Date;

  const at = (instant: string) => void (now = new Date(instant));
  const get = (url: string) => request(running.url).get(`/api/v1${url}`).set(ada.authorization);
  const create = async (symbol: string, currency: string, to: string) => {
    const lot = { symbol, quantity: 10, purchase_price: 100, purchase_date: '2024-01-15' };
    const { body } = await request(running.url)
      .post('/api/v1/portfolio')
      .set(ada.authorization)
      .send({ name: 'Early', currency, assets: [lot] })
      .expect(201);
    return `/portfolio/${body.id}/performance?to=${to}`;
  };
  const closeOf = async (symbol: string) => {
    const { body } = await get(`/market/historical/${symbol}?from=2024-03-01&to=2024-03-01`).expect(200);
    return body.items[0].close as number;
  };
  /** The provider cannot tell the bars of symbols that the pattern matches. */
  const silence = (pattern: RegExp) => {
    const real = provider.dailyBars.bind(provider);
    return jest
      .spyOn(provider, 'dailyBars')
      .mockImplementation((symbol, from, to) =>
        pattern.test(symbol)
          ? Promise.reject(new ProviderError('unavailable', 'it is away'))
          : real(symbol, from, to),
      );
  };

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api', JWT_ACCESS_TTL: '24h', LOG_LEVEL: 'error' });
    // before the clock is put back: the database removes a session of 2024 at its next sweep
    ada = await registerUser(running);
    jest.spyOn(running.app.get(Clock), 'now').mockImplementation(() => now);
    at(FRIDAY_AFTERNOON);
    provider = running.app.get(MarketProviders).inOrder[0]!;
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    await running.close();
  });

  it('takes the close of a day that was not over', async () => {
    at(FRIDAY_AFTERNOON);
    const path = await create('AAPL', 'USD', '2024-03-01');
    const { body: early } = await get(path).expect(200);
    expect(early.quality.prices_as_of).toBe('2024-02-29');
    at(SATURDAY);
    const { body: late } = await get(path).expect(200);
    expect(late.quality.prices_as_of).toBe('2024-03-01');
    expect(late.summary.market_value).toBeCloseTo(10 * (await closeOf('AAPL')), 8);
  });

  it('takes the exchange rate of a day that was not over for the currencies', async () => {
    at(FRIDAY_NIGHT);
    const path = await create('MSFT', 'GBP', '2024-03-01');
    const { body: early } = await get(path).expect(200);
    expect(early.quality.prices_as_of).toBe('2024-03-01');
    at(SATURDAY);
    const { body: late } = await get(path).expect(200);
    const inPounds = (10 * (await closeOf('MSFT'))) / (await closeOf('GBPUSD=X'));
    expect(late.summary.market_value).toBeCloseTo(inPounds, 8);
  });

  it('takes the days that a provider could not tell, however long ago they are', async () => {
    at(FRIDAY_NIGHT);
    await get('/market/historical/KO?from=2023-12-01&to=2024-01-25').expect(200);
    const silenced = silence(/^KO$/);
    const path = await create('KO', 'USD', '2024-02-01');
    const { body: early } = await get(path).expect(200);
    expect(early.quality.prices_as_of).toBe('2024-01-25');
    silenced.mockRestore();
    at(SATURDAY);
    const { body: late } = await get(path).expect(200);
    expect(late.quality.prices_as_of).toBe('2024-02-01');
  });

  it('takes the exchange rate that a provider could not tell', async () => {
    at(FRIDAY_NIGHT);
    const silenced = silence(/=X$/);
    const path = await create('NVDA', 'CHF', '2024-02-01');
    const { body: early } = await get(path).expect(200);
    expect(early.quality.missing).toEqual([{ symbol: 'NVDA', reason: 'no_exchange_rate' }]);
    silenced.mockRestore();
    at(SATURDAY);
    const { body: late } = await get(path).expect(200);
    expect(late.quality).toMatchObject({ missing: [], prices_as_of: '2024-02-01' });
  });

  it('takes the exchange rate of a line that a provider could not tell', async () => {
    at(FRIDAY_NIGHT);
    const ledger = await openLedger(running, ada);
    const trade = { type: 'buy', symbol: 'NVDA', date: '2024-01-15', quantity: 1, price: 80_000 };
    const silenced = silence(/JPY/);
    await ledger.line({ ...trade, currency: 'JPY' });
    const unrated = async () =>
      (await ledger.get('/performance?to=2024-02-01').expect(200)).body.quality.unrated_lines as object[];
    expect(await unrated()).toHaveLength(1);
    silenced.mockRestore();
    at(SATURDAY);
    await get('/market/historical/USDJPY=X?from=2024-01-02&to=2024-01-31').expect(200);
    expect(await unrated()).toEqual([]);
  });
});
