import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { readImport } from '../../support/features/imports';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';
import { ProviderStandIn, startProviderStandIn } from '../../support/outside/provider-stand-in';
import { closesFrom, yahooMarket } from '../../support/outside/yahoo-market';

const everyDay = (close: number) => closesFrom('2021-06-01', new Date().toISOString().slice(0, 10), close);

/** Splits 4 for 1 in 2022; pence; rates that make a pound 1.3 USD or 1.04 EUR. */
const MARKET = {
  SPL: { closes: everyDay(205), splits: { '2022-06-01': [4, 1] as [number, number] } },
  PNC: { currency: 'GBp', closes: everyDay(1_200) },
  'GBPUSD=X': { closes: everyDay(1.3) },
  'EURUSD=X': { closes: everyDay(1.25) },
};

const LOTS = [
  { symbol: 'SPL', quantity: 20, purchase_price: 205, purchase_date: '2021-07-05' },
  { symbol: 'SPL', quantity: 5, purchase_price: 800, purchase_date: '2021-07-06', basis: 'as_traded' },
  { symbol: 'SPL', quantity: 7, purchase_price: 203, purchase_date: '2021-07-07', basis: 'adjusted' },
];

describe.each(['csv', 'json'])('a ledger that is read back from %s', (format) => {
  let running: TestApp;
  let standIn: ProviderStandIn;
  let ada: Account;

  beforeAll(async () => {
    standIn = await startProviderStandIn(yahooMarket(MARKET));
    running = await startApp({ MARKET_PROVIDERS: 'yahoo-finance', YAHOO_BASE_URL: standIn.url });
    ada = await registerUser(running);
  });

  afterAll(async () => {
    await running.close();
    await standIn.close();
  });

  const lotsOf = async ({ get }: LedgerUnderTest) => {
    const { body } = await get('/lots').expect(200);
    return (body.items as Record<string, unknown>[]).map(({ quantity, cost, base_cost, basis }) => ({
      quantity,
      cost,
      base_cost,
      basis,
    }));
  };

  const valueOf = async ({ get }: LedgerUnderTest) =>
    (await get('/performance?series=none').expect(200)).body.summary.market_value as number;

  const exported = async ({ get }: LedgerUnderTest) =>
    (await get(`/export?format=${format}`).expect(200)).text;

  it('has its lots in the shares that they were told in', async () => {
    const ledger = await openLedger(running, ada, { assets: LOTS });
    expect(await valueOf(ledger)).toBeCloseTo((20 + 4 * 5 + 7) * 205, 6);
    const other = await openLedger(running, ada);
    const made = await readImport(running, ada, other.id, await exported(ledger));
    await other.post(`/imports/${made.id}/apply`, {}).expect(200);
    expect(await lotsOf(other)).toEqual(await lotsOf(ledger));
    expect(await valueOf(other)).toBe(await valueOf(ledger));
  });

  it('has rates of its own in a portfolio of the same base, and those of the day in another one', async () => {
    const ledger = await openLedger(running, ada);
    const line = { type: 'buy', date: '2024-01-03', symbol: 'PNC', quantity: 100, price: 1_200 };
    await ledger.line({ ...line, currency: 'GBp', fx_rate: 0.0125 });
    const readInto = async (currency: string) => {
      const other = await openLedger(running, ada, { currency });
      const made = await readImport(running, ada, other.id, await exported(ledger));
      await other.post(`/imports/${made.id}/apply`, {}).expect(200);
      return { problems: made.rows.items[0]!.problems, lots: await lotsOf(other) };
    };
    expect(await readInto('USD')).toMatchObject({ problems: [], lots: [{ base_cost: 1_500 }] });
    expect(await readInto('EUR')).toMatchObject({
      problems: [{ code: 'row.base_rate', field: 'fx_rate' }],
      lots: [{ base_cost: 1_248 }],
    });
  });
});
