import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';
import { isInOrder, ListedRow, ListUnderTest, sortsOf } from '../../support/features/sorted-lists';

const BY_SEVERITY = ['info', 'warning', 'error'];

/** What a row is sorted by. */
function valueOf(row: ListedRow, field: string): string | number | null {
  if (field === 'severity') return BY_SEVERITY.indexOf(row.severity as string);
  if (field === 'gain') return (row.base as { gain: number | null }).gain;
  if (field === 'created') return row.created_at as string;
  return row[field] as string | number | null;
}

describe('lists of figures', () => {
  let running: TestApp;
  let ada: Account;
  let ledger: LedgerUnderTest;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
    ledger = await openLedger(running, ada);
    const lines = [
      { type: 'buy', date: '2024-01-15', symbol: 'MSFT', quantity: 10, price: 380 },
      { type: 'buy', date: '2024-02-05', symbol: 'AAPL', quantity: 10, price: 100 },
      { type: 'buy', date: '2024-01-15', symbol: 'AAPL', quantity: 10, price: 120 },
      { type: 'transfer_in', date: '2024-03-01', symbol: 'JPM', quantity: 4 },
      { type: 'buy', date: '2024-02-19', symbol: 'AAPL', quantity: 2, price: 130 },
      { type: 'sell', date: '2024-05-06', symbol: 'MSFT', quantity: 2, price: 420 },
      { type: 'sell', date: '2024-04-02', symbol: 'AAPL', quantity: 12, price: 110 },
      { type: 'sell', date: '2024-06-03', symbol: 'JPM', quantity: 1, price: 200 },
      { type: 'dividend', date: '2024-05-16', symbol: 'AAPL', amount: 8 },
      { type: 'dividend', date: '2024-03-14', symbol: 'MSFT', amount: 30 },
      { type: 'dividend', date: '2024-04-30', symbol: 'JPM', amount: 5 },
    ];
    for (const line of lines) await ledger.line({ currency: 'USD', ...line });
  });

  afterAll(() => running.close());

  it.each([
    ['/lots', '/lots', 'symbol', 4],
    ['/lots?symbol=AAPL', '/lots', 'symbol', 2],
    ['/realised', '/realised', 'disposed_on', 4],
    ['/realised?year=2024', '/realised', 'disposed_on', 4],
    ['/income?by=symbol', '/income', 'key', 3],
    ['/income?by=month', '/income', 'key', 3],
    ['/attribution?by=symbol', '/attribution', 'key', 3],
    ['/issues', '/issues', '-severity', 2],
    ['/holdings', '/holdings', '-market_value', 3],
    ['/transactions', '/transactions', '-date', 11],
    ['/transactions?type=buy,sell', '/transactions', '-date', 7],
  ])('%s comes in each order, page by page', async (path, route, first, atLeast) => {
    const list = new ListUnderTest(running.url, ada, `/portfolio/${ledger.id}${path}`);
    const sorts = sortsOf(`/portfolio/{id}${route}`);
    const { items } = await list.page('limit=100');
    expect(items.length).toBeGreaterThanOrEqual(atLeast);
    const keyOf = (row: ListedRow) =>
      JSON.stringify(row.id ?? row.key ?? [row.symbol, row.buy_id, row.sell_id]);
    for (const sort of sorts) {
      const rows = await list.inPages(sort);
      const values = rows.map((row) => valueOf(row, sort.replace('-', '')));
      expect({ sort, isInOrder: isInOrder(values, sort, false) }).toEqual({ sort, isInOrder: true });
      expect(rows.map(keyOf).toSorted()).toEqual(items.map(keyOf).toSorted());
    }
    expect(items.map(keyOf)).toEqual((await list.page(`limit=100&sort=${first}`)).items.map(keyOf));
    const { next_cursor } = await list.page(`limit=1&sort=${sorts[0]}`);
    for (const sort of sorts.slice(1)) {
      const { body } = await list.ask(`sort=${sort}&cursor=${next_cursor}`).expect(400);
      expect(body.code).toBe('paging.invalid_cursor');
    }
    expect((await list.ask('sort=secret').expect(400)).body.code).toBe('validation.failed');
  });

  it('go on in the list alone that gave the cursor', async () => {
    const lots = `/portfolio/${ledger.id}/lots`;
    const other = await openLedger(running, ada);
    const pageOf = (path: string, cursor: string) =>
      new ListUnderTest(running.url, ada, path).ask(`sort=symbol&cursor=${cursor}`);
    const { next_cursor } = await new ListUnderTest(running.url, ada, lots).page('limit=1&sort=symbol');
    const cursor = next_cursor!;
    for (const path of [
      `${lots}?symbol=AAPL`,
      `/portfolio/${ledger.id}/holdings`,
      `/portfolio/${other.id}/lots`,
    ]) {
      expect((await pageOf(path, cursor).expect(400)).body.code).toBe('paging.invalid_cursor');
    }
    const { items } = (await pageOf(lots, cursor).expect(200)).body;
    expect(items).toHaveLength(3);
    // As the release before gave it.
    expect((await pageOf(lots, cursor.split('.')[1]!).expect(200)).body.items).toEqual(items);
  });
});
