import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import request from 'supertest';
import { parseDay } from '../../../src/analytics/calendar';
import { Clock } from '../../../src/common/clock';
import { GuardedProvider } from '../../../src/market/providers/guarded-provider';
import type { ProviderBars } from '../../../src/market/providers/market-data-provider';
import { MarketProviders } from '../../../src/market/providers/market-providers';
import { ProviderError } from '../../../src/market/providers/provider-error';
import { REPORT_FORMATS, REPORT_TYPES } from '../../../src/reports/report';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { downloadOf } from '../../support/features/downloads';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';
import { finishedReport, orderedReport, ReportWish } from '../../support/features/reports';

const IN_MARCH = '2024-03-01T18:00:00Z';
const IN_JUNE = '2024-06-05T12:00:00Z';
const IN_AUGUST = '2024-08-05T12:00:00Z';
const YEAR = { from: '2023-01-01', to: '2023-12-31' };

/** What a provider says from August on: other closes and rates, and a split of AAPL after the locked year. */
function revised(symbol: string, told: ProviderBars): ProviderBars {
  const by = symbol.endsWith('=X') ? 1.05 : 0.6;
  const times = (value: number | null) => (value === null ? null : value * by);
  const bars = told.bars.map((bar) => ({
    ...bar,
    open: times(bar.open),
    high: times(bar.high),
    low: times(bar.low),
    close: bar.close * by,
  }));
  const exDay = parseDay('2024-04-15');
  const isSplit = symbol === 'AAPL' && told.covers.from <= exDay && exDay <= told.covers.to;
  const split = { kind: 'split' as const, exDay, numerator: 2, denominator: 1 };
  return { ...told, bars, events: isSplit ? [split] : told.events };
}

describe('reports of locked years', () => {
  let running: TestApp;
  let ada: Account;
  let provider: GuardedProvider;
  let ledger: LedgerUnderTest;
  let now: Date;

  const at = (instant: string) => void (now = new Date(instant));
  const lock = (year: number) =>
    request(running.url)
      .put(`/api/v1/portfolio/${ledger.id}/locks/${year}`)
      .set(ada.authorization)
      .send({})
      .expect(200);
  const bytesOf = async (wish: ReportWish) => {
    const report = await orderedReport(running, ada, ledger.id, { notify: false, ...YEAR, ...wish });
    expect(await finishedReport(running, ada, report.id)).toMatchObject({ status: 'completed', error: null });
    return (await downloadOf(running, ada, report.id).expect(200)).body as Buffer;
  };
  const valueAtEnd = async () => {
    const { body } = await ledger.get(`/performance?from=${YEAR.from}&to=${YEAR.to}`).expect(200);
    return body.summary.market_value as number;
  };
  const reportedAs = async (type: string) =>
    JSON.parse((await bytesOf({ type, format: 'json' })).toString()) as {
      summary: object;
      quality: { missing: object[]; unrated_lines: object[] };
    };
  /** A reading of later days finds that the past is told otherwise. */
  const pricesAreRevised = async () => {
    const before = await valueAtEnd();
    at(IN_AUGUST);
    const dailyBars = provider.dailyBars.bind(provider);
    jest
      .spyOn(provider, 'dailyBars')
      .mockImplementation(async (symbol, from, to) => revised(symbol, await dailyBars(symbol, from, to)));
    await ledger.get('/performance?to=2024-08-02').expect(200);
    expect(await valueAtEnd()).not.toBeCloseTo(before, 0);
  };
  const silence = (pattern: RegExp) => {
    const dailyBars = provider.dailyBars.bind(provider);
    return jest
      .spyOn(provider, 'dailyBars')
      .mockImplementation((symbol, from, to) =>
        pattern.test(symbol)
          ? Promise.reject(new ProviderError('unavailable', 'it is away'))
          : dailyBars(symbol, from, to),
      );
  };

  beforeAll(async () => {
    running = await startApp({ JWT_ACCESS_TTL: '24h', LOG_LEVEL: 'error' });
    // before the clock is put back: the database removes a session of 2024 at its next sweep
    ada = await registerUser(running);
    provider = running.app.get(MarketProviders).inOrder[0]!;
  });

  beforeEach(async () => {
    jest.spyOn(running.app.get(Clock), 'now').mockImplementation(() => now);
    at(IN_MARCH);
    ledger = await openLedger(running, ada, { currency: 'EUR' });
  });

  afterEach(() => jest.restoreAllMocks());

  afterAll(() => running.close());

  it('are the same bytes in every type and format, whatever prices, rates, splits and names become', async () => {
    const depot = await ledger.account({ name: 'Depot', currency: 'USD' });
    const trade = { symbol: 'AAPL', currency: 'USD' };
    await ledger.line({ ...trade, type: 'buy', date: '2022-03-01', quantity: 10, price: 160 });
    await ledger.line({
      ...trade,
      type: 'buy',
      date: '2023-02-01',
      quantity: 5,
      price: 150,
      account_id: depot,
    });
    await ledger.line({ ...trade, type: 'sell', date: '2023-09-01', quantity: 4, price: 190 });
    await ledger.line({ ...trade, type: 'dividend', date: '2023-05-18', amount: 2.4 });
    await lock(2023);
    const wishes: ReportWish[] = [
      ...REPORT_TYPES.flatMap((type) => REPORT_FORMATS.map((format) => ({ type, format }))),
      ...REPORT_TYPES.map((type) => ({ type, format: 'json', account: depot })),
      { type: 'performance', format: 'csv', from: undefined, to: '2022-06-30' },
      { type: 'transactions', format: 'json', from: undefined, to: '2022-06-30' },
    ];
    const before: Buffer[] = [];
    for (const wish of wishes) before.push(await bytesOf(wish));
    await pricesAreRevised();
    await ledger.patch('', { name: 'Renamed' }).expect(200);
    await ledger.patch(`/accounts/${depot}`, { name: 'Renamed too' }).expect(200);
    await ledger.line({ ...trade, type: 'sell', date: '2024-05-02', quantity: 1, price: 95 });
    await lock(2022);
    for (const [i, wish] of wishes.entries())
      expect({ ...wish, isSame: (await bytesOf(wish)).equals(before[i]!) }).toEqual({
        ...wish,
        isSame: true,
      });
  });

  it('tell the same figures in both types, whichever was made first', async () => {
    await ledger.line({ type: 'buy', symbol: 'MSFT', date: '2023-02-01', quantity: 3, price: 150 });
    await lock(2023);
    const { summary } = await reportedAs('performance');
    await pricesAreRevised();
    expect((await reportedAs('holdings')).summary).toEqual(summary);
  });

  it.each([
    ['a price', 'EUR', /^KO$/, { symbol: 'KO', currency: 'USD', fx_rate: 0.9 }],
    ['the rate of a price', 'CHF', /=X$/, { symbol: 'PEP', currency: 'USD', fx_rate: 0.9 }],
    ['the rate of a line', 'USD', /JPY/, { symbol: 'NVDA', currency: 'JPY' }],
  ])('do not stay without %s that a provider could not tell', async (_, currency, pattern, line) => {
    const silenced = silence(pattern);
    ledger = await openLedger(running, ada, { currency });
    await ledger.line({ type: 'buy', date: '2023-02-01', quantity: 3, price: 60, ...line });
    await lock(2023);
    const reported = () => reportedAs('holdings');
    const early = await reported();
    expect([...early.quality.missing, ...early.quality.unrated_lines]).toHaveLength(1);
    silenced.mockRestore();
    at(IN_JUNE);
    const told = await reported();
    expect(told).toMatchObject({ quality: { missing: [], unrated_lines: [] } });
    await pricesAreRevised();
    expect(await reported()).toEqual(told);
  });

  it('go with their portfolio', async () => {
    const kept = () => {
      const { db } = running.app.get<Connection>(getConnectionToken());
      return db!.collection('locked_figures').countDocuments({ portfolio_id: new Types.ObjectId(ledger.id) });
    };
    await lock(2023);
    await Promise.all(REPORT_FORMATS.map((format) => bytesOf({ type: 'performance', format })));
    await bytesOf({ type: 'performance', format: 'json', to: '2024-02-29' });
    expect(await kept()).toBe(1);
    await ledger.delete('').expect(204);
    expect(await kept()).toBe(0);
  });
});
