import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import { DAY_MS } from '../../../src/common/calendar/day-length';
import { LedgerUpkeep } from '../../../src/portfolio/ledger/changes/ledger-upkeep';
import { registerUser } from '../../support/application/accounts';
import { startApp, TestApp, testVariables } from '../../support/application/app';
import { openLedger } from '../../support/features/ledger';
import { ProviderStandIn, startProviderStandIn } from '../../support/outside/provider-stand-in';
import { closesFrom, yahooMarket } from '../../support/outside/yahoo-market';

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

describe('stored lots of mergers for shares and cash', () => {
  let variables: ReturnType<typeof testVariables>;
  let running: TestApp;
  let standIn: ProviderStandIn;
  let upkeep: LedgerUpkeep;

  beforeAll(async () => {
    const closes = closesFrom(daysAgo(400), daysAgo(0), 180);
    standIn = await startProviderStandIn(yahooMarket({ NEW: { closes } }));
    variables = testVariables({
      MARKET_PROVIDERS: 'yahoo-finance',
      YAHOO_BASE_URL: standIn.url,
      ROLE: 'api',
      LOG_LEVEL: 'error',
    });
    running = await startApp(variables);
    upkeep = running.app.get(LedgerUpkeep, { strict: false });
  });

  afterAll(async () => {
    await running.close();
    await standIn.close();
  });

  /** 100 at 60 became 50 of another at 180 and 1,000 in cash; the right price is 108. */
  async function merged(days: number): Promise<Types.ObjectId> {
    const ledger = await openLedger(running, await registerUser(running));
    await ledger.line({ type: 'buy', date: daysAgo(300), symbol: 'OLD', quantity: 100, price: 60 });
    const given = { symbol: 'OLD', into: 'NEW', ratio_n: 1, ratio_d: 2, cash_per_share: 10 };
    await ledger.line({ type: 'merger', date: daysAgo(days), ...given });
    return new Types.ObjectId(ledger.id);
  }
  const portfolios = () => running.app.get<Connection>(getConnectionToken()).db!.collection('portfolios');
  const priceOf = async (_id: Types.ObjectId) =>
    (await portfolios().findOne({ _id }))!.assets[0].purchase_price as number | null;
  const store = (_id: Types.ObjectId, price: number | null) =>
    portfolios().updateOne(
      { _id },
      { $set: { 'assets.0.purchase_price': price, 'totals.unknown_cost_count': price === null ? 1 : 0 } },
    );

  it('are told anew once, and then while a close may still come or the cost is not known', async () => {
    const [old, recent] = [await merged(200), await merged(10)];
    expect([await priceOf(old), await priceOf(recent)]).toEqual([108, 108]);
    await store(old, 120);
    await upkeep.run();
    expect(await priceOf(old)).toBe(108);
    await store(old, null);
    await store(recent, 120);
    await upkeep.run();
    expect([await priceOf(old), await priceOf(recent)]).toEqual([108, 108]);
  });

  it('are told anew once in all, however many processes start after it', async () => {
    const old = await merged(200);
    await upkeep.run();
    await store(old, 120);
    await upkeep.run();
    expect(await priceOf(old)).toBe(120);
    const another = await startApp(variables);
    try {
      await another.app.get(LedgerUpkeep, { strict: false }).run();
    } finally {
      await another.leave();
    }
    expect(await priceOf(old)).toBe(120);
    await portfolios().updateOne({ _id: old }, { $unset: { merger_rules: 1 } });
    await upkeep.run();
    expect(await priceOf(old)).toBe(108);
  });

  it('are told anew by the next upkeep where one could not', async () => {
    const old = await merged(200);
    await store(old, 120);
    const refresh = jest.spyOn(upkeep, 'refreshLots').mockRejectedValue(new Error('away'));
    await upkeep.run();
    refresh.mockRestore();
    await upkeep.run();
    expect(await priceOf(old)).toBe(108);
  });

  it('are left as they are by an upkeep that finds them right', async () => {
    const recent = await merged(10);
    await upkeep.run();
    const before = await portfolios().findOne({ _id: recent });
    await upkeep.run();
    expect(await portfolios().findOne({ _id: recent })).toEqual(before);
  });
});
