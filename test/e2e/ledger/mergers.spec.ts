import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';
import { ProviderStandIn, startProviderStandIn } from '../../support/outside/provider-stand-in';
import { closesFrom, yahooMarket } from '../../support/outside/yahoo-market';

const MERGED = '2024-03-04';
const TO = 'to=2024-06-28';

describe('mergers for shares and cash, and write-offs', () => {
  let running: TestApp;
  let standIn: ProviderStandIn;
  let ada: Account;

  beforeAll(async () => {
    const rates = { closes: closesFrom('2023-12-01', '2024-06-28', 1.25), opens: '00:00' };
    standIn = await startProviderStandIn(
      yahooMarket({
        OLD: { closes: closesFrom('2024-01-01', '2024-03-01', 80) },
        NEW: {
          closes: {
            ...closesFrom('2024-01-01', MERGED, 180),
            ...closesFrom('2024-03-05', '2024-06-28', 240),
          },
        },
        'NEW.DE': { currency: 'EUR', closes: closesFrom('2024-01-01', '2024-06-28', 144) },
        'EURUSD=X': { ...rates, timeZone: 'Europe/London' },
        // Begins after the merger.
        LATE: { closes: closesFrom('2024-04-01', '2024-06-28', 240) },
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

  /** 100 at 60 become 50 of another and 1,000 in cash. */
  async function merged(into: string): Promise<LedgerUnderTest> {
    const ledger = await openLedger(running, ada);
    await ledger.line({ type: 'buy', date: '2024-01-15', symbol: 'OLD', quantity: 100, price: 60 });
    const ratio = { ratio_n: 1, ratio_d: 2, cash_per_share: 10 };
    await ledger.line({ type: 'merger', date: MERGED, symbol: 'OLD', into, ...ratio });
    return ledger;
  }
  const body = async (ledger: LedgerUnderTest, path: string) => (await ledger.get(path).expect(200)).body;

  it.each(['NEW', 'NEW.DE'])('share the cost by value, alike in every figure (%s)', async (into) => {
    const ledger = await merged(into);
    // 1,000 of 1,000 + 50 at 180: a tenth of 6,000.
    expect((await body(ledger, '/realised')).items).toMatchObject([
      { symbol: 'OLD', quantity: 10, cost: 600, proceeds: 1_000, gain: 400, reason: null },
    ]);
    expect((await body(ledger, '/lots')).items).toMatchObject([{ symbol: into, quantity: 50, cost: 5_400 }]);
    expect((await body(ledger, '/holdings')).items).toMatchObject([{ symbol: into, cost_basis: 5_400 }]);
    expect((await body(ledger, '')).assets).toMatchObject([{ symbol: into, purchase_price: 108 }]);
    for (const window of [TO, `from=2024-05-15&${TO}`])
      expect((await body(ledger, `/performance?${window}`)).summary).toMatchObject({ cost_basis: 5_400 });
    const [all] = (await body(ledger, `/attribution?${TO}`)).items;
    expect(all).toMatchObject({ price_gain_realised: 400, out: 1_000 });
  });

  it('has no known cost without a close of the new shares, and an issue that says so', async () => {
    const ledger = await merged('LATE');
    expect((await body(ledger, '/realised')).items).toMatchObject([
      { quantity: 100, cost: null, proceeds: 1_000, gain: null, reason: 'basis_unknown' },
    ]);
    expect((await body(ledger, '/lots')).items).toMatchObject([
      { symbol: 'LATE', quantity: 50, cost: null, reason: 'basis_unknown' },
    ]);
    expect((await body(ledger, '')).assets).toMatchObject([{ symbol: 'LATE', purchase_price: null }]);
    const { summary, quality } = await body(ledger, `/performance?${TO}`);
    expect(summary).toMatchObject({ market_value: 12_000, cost_basis: null, unrealised_pnl: null });
    expect(quality.basis_unknown).toEqual(['LATE']);
    expect((await body(ledger, '/issues')).items).toContainEqual(
      expect.objectContaining({
        code: 'basis.unknown',
        message: expect.stringContaining(`there is no close of LATE for ${MERGED}`),
      }),
    );
  });

  it('value what is kept at the market when a part is sold for nothing', async () => {
    const ledger = await openLedger(running, ada);
    await ledger.line({ type: 'buy', date: '2024-01-15', symbol: 'NEW', quantity: 10, price: 180 });
    await ledger.line({ type: 'sell', date: '2024-01-16', symbol: 'NEW', quantity: 1, price: 0 });
    const { summary, holdings } = await body(ledger, `/performance?${TO}`);
    expect(summary).toMatchObject({ market_value: 9 * 240 });
    expect(holdings).toMatchObject([{ symbol: 'NEW', quantity: 9, price: 240 }]);
    const [all] = (await body(ledger, `/attribution?${TO}`)).items;
    expect(all).toMatchObject({ end_value: 9 * 240, price_gain_realised: -180 });
  });
});
