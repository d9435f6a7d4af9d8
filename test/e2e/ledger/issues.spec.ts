import request from 'supertest';
import { formatDay, parseDay } from '../../../src/analytics/calendar';
import { BarImporter } from '../../../src/market/history/bars/bar-importer';
import { ISSUE_CODES, IssueCode } from '../../../src/portfolio/issues/issue';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';

interface Listed {
  id: string;
  code: IssueCode;
  symbol: string | null;
  transaction_ids: string[];
  dismissed: boolean;
}

const FIRST = '2024-01-02';
const LAST = '2024-03-29';

/** Bars of every weekday; a close told by its day. */
function barsOf(closeOn: (date: string) => number): string {
  const rows = ['date,open,high,low,close,volume'];
  for (let day = parseDay(FIRST); day <= parseDay(LAST); day++) {
    const date = formatDay(day);
    const close = closeOn(date);
    if (![0, 6].includes(new Date(date).getUTCDay())) rows.push([date, close, close, close, close, 0].join());
  }
  return rows.join('\n');
}

describe('the issues of a ledger', () => {
  let running: TestApp;
  let ada: Account;
  let ledger: LedgerUnderTest;

  const importer = () => running.app.get(BarImporter, { strict: false });
  const load = async (symbol: string, closeOn: (date: string) => number, adjustment: 'raw' | 'split') => {
    const order = { symbol, currency: 'USD', adjustment, skipBad: false };
    await expect(importer().load(barsOf(closeOn), order)).resolves.toMatchObject({ bad: [] });
  };
  const happens = async (symbol: string, event: string) => {
    const csv = `date,kind,numerator,denominator,amount,currency\n${event}`;
    const order = { symbol, currency: 'USD', adjustment: 'raw' as const, skipBad: false };
    await expect(importer().loadEvents(csv, order)).resolves.toMatchObject({ loaded: 1, bad: [] });
  };
  const listed = async () =>
    (await ledger.get('/issues').expect(200)).body as { items: Listed[]; open: number };
  const counted = async () => {
    const list = await request(running.url).get('/api/v1/portfolio').set(ada.authorization).expect(200);
    return list.body.items.find(({ id }: { id: string }) => id === ledger.id).open_issues as number;
  };

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
    await load('HALVED', () => 20, 'split');
    await load('MERGED', () => 20, 'split');
    await load('JUMPS', (date) => (date < '2024-02-15' ? 400 : 100), 'raw');
    await load('QUARTER', () => 25, 'split');
    await load('SPUN', () => 50, 'raw');
    await load('PAYS', () => 60, 'raw');
    const early = { symbol: 'QUARTER', quantity: 8, purchase_price: 25, purchase_date: '2024-01-10' };
    ledger = await openLedger(running, ada, { assets: [early] });
    const buy = { type: 'buy', date: '2024-01-10', price: 20 };
    await ledger.line({ ...buy, symbol: 'HALVED', quantity: 10 });
    await ledger.line({ ...buy, type: 'sell', date: '2024-03-01', symbol: 'HALVED', quantity: 10 });
    const named = await ledger.account({ name: 'Named lots', cost_method: 'specific' });
    const merged = { ...buy, account_id: named, symbol: 'MERGED' };
    const lot = await ledger.line({ ...merged, quantity: 10 });
    await ledger.line({ ...merged, quantity: 30 });
    const lots = [{ transaction_id: lot, quantity: 10 }];
    await ledger.line({ ...merged, type: 'sell', date: '2024-03-01', quantity: 10, lots });
    await ledger.line({ ...buy, symbol: 'JUMPS', quantity: 1, price: 400 });
    await ledger.line({ ...buy, symbol: 'QUARTER', quantity: 4, price: 25 });
    await ledger.line({ ...buy, symbol: 'SPUN', quantity: 4, price: 50 });
    await ledger.line({ ...buy, symbol: 'PAYS', quantity: 4, price: 60 });
    await ledger.line({ ...buy, symbol: 'PAYS', quantity: 1, price: 60, currency: 'XTS' });
    await ledger.line({ type: 'transfer_in', date: '2024-01-10', symbol: 'PAYS', quantity: 2 });
    await ledger.line({ ...buy, symbol: 'NOWHERE1', quantity: 1 });
    await ledger.line({ ...buy, symbol: 'NOWHERE1', quantity: 1 });
    // What becomes known when the lines stand already.
    await happens('HALVED', '2024-02-01,split,1,2,,');
    await happens('MERGED', '2024-02-01,split,1,2,,');
    await happens('QUARTER', '2024-02-01,split,4,1,,');
    await happens('SPUN', '2024-02-01,split,1281,1000,,');
    await happens('PAYS', '2024-02-01,dividend,,,0.5,USD');
  });

  afterAll(() => running.close());

  it.each<[IssueCode, string | null]>([
    ['ledger.oversold', 'HALVED'],
    ['ledger.impossible', 'MERGED'],
    ['transfer.unmatched', 'PAYS'],
    ['basis.unknown', 'PAYS'],
    ['rate.missing', 'PAYS'],
    ['price.missing', 'NOWHERE1'],
    ['price.stale', 'JUMPS'],
    ['split.suspected', 'JUMPS'],
    ['split.unconfirmed', 'SPUN'],
    ['basis.chosen', 'QUARTER'],
    ['price.adjusted', 'QUARTER'],
    ['line.duplicate', 'NOWHERE1'],
    ['dividend.proposed', 'PAYS'],
  ])('tell of %s, until it is dismissed', async (code, symbol) => {
    const before = await listed();
    const issue = before.items.find((one) => one.code === code && one.symbol === symbol)!;
    expect(issue).toMatchObject({ symbol, dismissed: false });
    expect(issue.transaction_ids.length > 0).toBe(code !== 'dividend.proposed');
    await ledger.patch(`/issues/${encodeURIComponent(issue.id)}`, { dismissed: true }).expect(200);
    const after = await listed();
    expect(after.items.find(({ id }) => id === issue.id)).toMatchObject({ dismissed: true });
    expect(after.open).toBe(before.open - 1);
    expect(await counted()).toBe(after.open);
  });

  it('are of all kinds there are', async () => {
    const { items } = await listed();
    expect(new Set(items.map(({ code }) => code))).toEqual(new Set(ISSUE_CODES));
  });
});
