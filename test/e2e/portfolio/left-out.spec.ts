import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { openLedger } from '../../support/features/ledger';
import { ProviderStandIn, startProviderStandIn } from '../../support/outside/provider-stand-in';
import { yahooMarket } from '../../support/outside/yahoo-market';

interface Holding {
  symbol: string;
  cost_basis: number | null;
  average_price: number | null;
}

interface Shown {
  items: Holding[];
  holdings: Holding[];
  quality: Record<string, unknown>;
}

describe('what has neither a price nor a known cost', () => {
  let running: TestApp;
  let standIn: ProviderStandIn;
  let ada: Account;

  beforeAll(async () => {
    standIn = await startProviderStandIn(yahooMarket({}));
    running = await startApp({ MARKET_PROVIDERS: 'yahoo-finance', YAHOO_BASE_URL: standIn.url });
    ada = await registerUser(running);
  });

  afterAll(async () => {
    await running.close();
    await standIn.close();
  });

  it('is shown with a cost of null, and named', async () => {
    const ledger = await openLedger(running, ada);
    const at = { date: '2024-03-01' };
    await ledger.line({ ...at, type: 'transfer_in', symbol: 'GIVEN', quantity: 5 });
    const unratedId = await ledger.line({
      ...at,
      type: 'buy',
      symbol: 'SWEDISH',
      quantity: 2,
      price: 10,
      currency: 'SEK',
    });
    await ledger.line({ ...at, type: 'buy', symbol: 'PAID', quantity: 4, price: 25 });
    const shown = async (path: string) =>
      (
        await request(running.url)
          .get(`/api/v1/portfolio/${ledger.id}/${path}`)
          .set(ada.authorization)
          .expect(200)
      ).body as Shown;

    const performance = await shown('performance');
    expect(performance.holdings).toMatchObject([
      { symbol: 'GIVEN', quantity: 5, cost_basis: null, average_price: null },
      { symbol: 'PAID', quantity: 4, cost_basis: 100, average_price: 25 },
      { symbol: 'SWEDISH', quantity: 2, cost_basis: null, average_price: null },
    ]);
    expect(performance.quality).toMatchObject({
      left_out: { symbols: ['GIVEN', 'PAID', 'SWEDISH'], cost_basis: null },
      basis_unknown: ['GIVEN'],
      unrated_lines: [{ transaction_id: unratedId, date: '2024-03-01' }],
    });
    const { items } = await shown('holdings');
    const costs = (list: readonly Holding[]) =>
      list.map(({ symbol, cost_basis }) => [symbol, cost_basis]).sort();
    expect(costs(items)).toEqual(costs(performance.holdings));
  });
});
