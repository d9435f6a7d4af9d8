import request from 'supertest';
import { formatDay, parseDay } from '../../../src/analytics/calendar';
import { BarImporter } from '../../../src/market/history/bars/bar-importer';
import { DividendBooking } from '../../../src/portfolio/dividends/dividend-booking';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';

interface Listed {
  id: string;
  code: string;
  symbol: string;
  date: string;
  action: string;
  transaction_ids: string[];
  proposal: object | null;
}

/** Bars of every weekday from the end of 2022 to March 2024. */
function barsOf(closeOn: (date: string) => number): string {
  const rows = ['date,open,high,low,close,volume'];
  for (let day = parseDay('2022-12-01'); day <= parseDay('2024-03-29'); day++) {
    const date = formatDay(day);
    const close = closeOn(date);
    if (![0, 6].includes(new Date(date).getUTCDay())) rows.push([date, close, close, close, close, 0].join());
  }
  return rows.join('\n');
}

describe('what events announce', () => {
  let running: TestApp;
  let ada: Account;

  const importer = () => running.app.get(BarImporter, { strict: false });
  const load = async (
    symbol: string,
    currency: string,
    close: number | ((date: string) => number),
    adjustment: 'raw' | 'split' = 'raw',
  ) => {
    const order = { symbol, currency, adjustment, skipBad: false };
    const closeOn = typeof close === 'number' ? () => close : close;
    await expect(importer().load(barsOf(closeOn), order)).resolves.toMatchObject({ bad: [] });
  };
  const happens = async (symbol: string, currency: string, ...events: string[]) => {
    const csv = ['date,kind,numerator,denominator,amount,currency', ...events].join('\n');
    const order = { symbol, currency, adjustment: 'raw' as const, skipBad: false };
    await expect(importer().loadEvents(csv, order)).resolves.toMatchObject({ bad: [] });
  };
  const issuesOf = async ({ get }: LedgerUnderTest) =>
    (await get('/issues').expect(200)).body as { items: Listed[]; open: number };
  const proposedIn = async (ledger: LedgerUnderTest) =>
    (await issuesOf(ledger)).items.filter(({ code }) => code === 'dividend.proposed');
  const book = ({ id }: LedgerUnderTest) =>
    running.app.get(DividendBooking, { strict: false }).book({ userId: ada.user.id, isSuperuser: false }, id);
  const lock = ({ id }: LedgerUnderTest, year: number) =>
    request(running.url).put(`/api/v1/portfolio/${id}/locks/${year}`).set(ada.authorization).expect(200);

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
    await load('USDJPY=X', 'JPY', 150);
    await load('YENPAY', 'JPY', 3_000);
    await load('PENCEPAY', 'GBP', 12);
    await load('DOLLARPAY', 'USD', 40);
    await load('FOURFOLD', 'USD', 200, 'split');
    await load('RAWJUMP', 'USD', (date) => (date < '2023-06-01' ? 400 : 100));
    await load('SPINNER', 'USD', 50);
    await happens('YENPAY', 'JPY', '2023-05-16,dividend,,,50,JPY', '2023-11-14,dividend,,,50,JPY');
    await happens('PENCEPAY', 'GBP', '2023-05-16,dividend,,,0.3,GBP');
    await happens('DOLLARPAY', 'USD', '2023-06-15,dividend,,,0.5,USD', '2024-03-15,dividend,,,0.5,USD');
    await happens('FOURFOLD', 'USD', '2023-06-01,split,4,1,,');
    await happens('SPINNER', 'USD', '2023-06-01,split,1281,1000,,');
  });

  afterAll(() => running.close());

  it('is not booked beside a line of the same money in another currency', async () => {
    const ledger = await openLedger(running, ada);
    const account_id = await ledger.account({ name: 'Books', dividends: 'book', tracks_cash: true });
    const own = { account_id, symbol: 'YENPAY' };
    await ledger.line({ ...own, type: 'buy', date: '2023-01-04', quantity: 100, price: 20 });
    await ledger.line({ ...own, type: 'dividend', date: '2023-05-20', amount: 33.33, tax: 5 });
    await ledger.line({ ...own, type: 'dividend', date: '2023-11-20', amount: 10, tax: 1 });
    await expect(book(ledger)).resolves.toBe(1);
    const { items } = (await ledger.get('/transactions?type=dividend').expect(200)).body;
    expect(items.map(({ date, currency }: { date: string; currency: string }) => [date, currency])).toEqual([
      ['2023-11-20', 'USD'],
      ['2023-11-14', 'JPY'],
      ['2023-05-20', 'USD'],
    ]);
  });

  it('is not proposed beside a line in pence', async () => {
    const ledger = await openLedger(running, ada);
    const own = { symbol: 'PENCEPAY', currency: 'GBP' };
    await ledger.line({ ...own, type: 'buy', date: '2023-01-04', quantity: 100, price: 12 });
    expect(await proposedIn(ledger)).toMatchObject([{ proposal: { amount: '30', currency: 'GBP' } }]);
    await ledger.line({ ...own, type: 'dividend', date: '2023-05-20', amount: 3_000, currency: 'GBp' });
    expect(await proposedIn(ledger)).toEqual([]);
  });

  it('and was booked is named when its owner tells it as well, until one is gone', async () => {
    const ledger = await openLedger(running, ada);
    const account_id = await ledger.account({ name: 'Books', dividends: 'book', tracks_cash: true });
    const own = { account_id, symbol: 'YENPAY' };
    await ledger.line({ ...own, type: 'buy', date: '2023-06-01', quantity: 100, price: 20 });
    await expect(book(ledger)).resolves.toBe(1);
    const told = await ledger.line({ ...own, type: 'dividend', date: '2023-11-20', amount: 33.33, tax: 5 });
    const twice = async () => (await issuesOf(ledger)).items.filter(({ code }) => code === 'line.duplicate');
    const [issue, ...others] = await twice();
    expect(others).toEqual([]);
    const [booked] = issue!.transaction_ids.filter((id) => id !== told);
    await ledger.delete(`/transactions/${booked}`).expect(204);
    expect(await twice()).toEqual([]);
    await expect(book(ledger)).resolves.toBe(0);
  });

  it('is not proposed in locked years, and what only their lines settle says so', async () => {
    const ledger = await openLedger(running, ada);
    const buy = { type: 'buy', date: '2023-01-04', quantity: 100 };
    await ledger.line({ ...buy, symbol: 'DOLLARPAY', price: 40 });
    await ledger.line({ ...buy, symbol: 'RAWJUMP', price: 400 });
    await ledger.line({ ...buy, symbol: 'SPINNER', price: 50 });
    for (const date of ['2023-02-01', '2024-02-01'])
      await ledger.line({ type: 'transfer_in', date, symbol: 'DOLLARPAY', quantity: 2, cost: 80 });
    const before = await issuesOf(ledger);
    const actionsOf = ({ items }: { items: Listed[] }) =>
      Object.fromEntries(items.map(({ code, date, action }) => [`${code} ${date}`, action]));
    await lock(ledger, 2023);
    const after = await issuesOf(ledger);
    expect((await proposedIn(ledger)).map(({ date }) => date)).toEqual(['2024-03-15']);
    expect(after.open).toBe(before.open - 1);
    const action = 'The lines of 2023 and before are locked and stay as they are; dismiss this.';
    const { 'dividend.proposed 2023-06-15': _gone, ...others } = actionsOf(before);
    expect(actionsOf(after)).toEqual({
      ...others,
      'transfer.unmatched 2023-02-01': action,
      'split.suspected 2023-06-01': action,
      'split.unconfirmed 2023-06-01': action,
    });
    const [{ proposal }] = (await proposedIn(ledger)) as [Listed];
    await ledger.post('/transactions', proposal!).expect(201);
  });

  it('is no split to be added where a price fits the shares of after it', async () => {
    const ledger = await openLedger(running, ada);
    const buy = { type: 'buy', date: '2023-01-04', symbol: 'FOURFOLD', quantity: 5 };
    const codes = async () => (await issuesOf(ledger)).items.map(({ code }) => code);
    await ledger.line({ ...buy, price: 200 });
    expect((await codes()).filter((code) => code !== 'price.stale')).toEqual(['price.adjusted']);
    const { quality } = (await ledger.get('/performance').expect(200)).body;
    expect(quality.suspected_splits).toEqual([]);
  });

  it('is a split or a spin-off to be told only where shares were held, until one is told', async () => {
    const ledger = await openLedger(running, ada);
    const symbol = 'SPINNER';
    const unconfirmed = async () =>
      (await issuesOf(ledger)).items.filter(({ code }) => code === 'split.unconfirmed');
    await ledger.line({ type: 'buy', date: '2023-01-04', symbol, quantity: 4, price: 50 });
    const sale = await ledger.line({ type: 'sell', date: '2023-05-02', symbol, quantity: 4, price: 50 });
    expect(await unconfirmed()).toEqual([]);
    await ledger.delete(`/transactions/${sale}`).expect(204);
    expect(await unconfirmed()).toMatchObject([{ symbol, date: '2023-06-01' }]);
    const spun = { type: 'spin_off', date: '2023-06-01', symbol, ratio_n: 1, ratio_d: 4, cost_share: 0.2 };
    await ledger.line({ ...spun, into: 'DOLLARPAY' });
    await ledger.line({ ...spun, into: 'RAWJUMP' });
    const codes = (await issuesOf(ledger)).items.map(({ code }) => code);
    expect(codes).not.toContain('split.unconfirmed');
    expect(codes).not.toContain('line.duplicate');
  });
});
