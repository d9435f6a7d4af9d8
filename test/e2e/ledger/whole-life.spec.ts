import { expectData } from '../../../client/src/index';
import { Account, clientOf, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { downloadOf } from '../../support/features/downloads';
import { finishedReport, orderedReport } from '../../support/features/reports';

/** Twenty-four files are made, the first by a thread that starts. */
jest.setTimeout(240_000);

describe('the whole life of an account, through the client', () => {
  let running: TestApp;
  let ada: Account;
  let id: string;
  let depot: string;
  let second: string;

  const client = () => clientOf(running, ada);
  const path = () => ({ params: { path: { id } } });
  const openAccount = async (body: { name: string; currency: string; tracks_cash: boolean }) =>
    expectData(await client().POST('/api/v1/portfolio/{id}/accounts', { ...path(), body })).id;

  beforeAll(async () => {
    running = await startApp();
    ada = await registerUser(running);
    const body = { name: 'Life', currency: 'USD', assets: [] };
    id = expectData(await client().POST('/api/v1/portfolio', { body })).id;
    depot = await openAccount({ name: 'Depot', currency: 'USD', tracks_cash: true });
    second = await openAccount({ name: 'Second', currency: 'EUR', tracks_cash: true });
    const inDepot = { account_id: depot, symbol: 'ACME' };
    const items = [
      { account_id: depot, type: 'deposit' as const, date: '2023-01-02', amount: 5_000, note: 'salary' },
      { ...inDepot, type: 'buy' as const, date: '2023-01-10', quantity: 10, price: 130, fee: 5 },
      { ...inDepot, type: 'dividend' as const, date: '2023-02-10', amount: 2.3, tax: 0.345 },
      { ...inDepot, type: 'sell' as const, date: '2023-06-01', quantity: 4, price: 150, fee: 2 },
      { ...inDepot, type: 'split' as const, date: '2023-07-03', numerator: 2, denominator: 1 },
      { ...inDepot, type: 'transfer_out' as const, date: '2023-08-01', quantity: 6, group_id: 'move' },
      {
        account_id: second,
        symbol: 'ACME',
        type: 'transfer_in' as const,
        date: '2023-08-01',
        quantity: 6,
        group_id: 'move',
      },
      { account_id: depot, type: 'fee' as const, date: '2023-09-01', amount: 10 },
      {
        account_id: second,
        symbol: 'ACME',
        type: 'sell' as const,
        date: '2024-02-01',
        quantity: 6,
        price: 80,
        currency: 'USD',
      },
      { ...inDepot, type: 'transfer_in' as const, date: '2024-03-01', quantity: 1 },
    ];
    expectData(await client().POST('/api/v1/portfolio/{id}/transactions', { ...path(), body: { items } }));
  });

  afterAll(() => running.close());

  it('leaves the lots that are open, in shares of today', async () => {
    const { items } = expectData(await client().GET('/api/v1/portfolio/{id}/lots', path()));
    expect(items).toMatchObject([
      {
        account_id: depot,
        symbol: 'ACME',
        acquired_on: '2023-01-10',
        quantity: 6,
        purchase_price: 65.25,
        traded_quantity: 3,
        traded_price: 130.5,
        cost: 391.5,
      },
      { acquired_on: '2024-03-01', quantity: 1, cost: null, reason: 'basis_unknown' },
    ]);
    const portfolio = expectData(await client().GET('/api/v1/portfolio/{id}', path()));
    expect(portfolio.assets).toEqual([
      { id: items[0]?.id, symbol: 'ACME', quantity: 6, purchase_price: 65.25, purchase_date: '2023-01-10' },
      { id: items[1]?.id, symbol: 'ACME', quantity: 1, purchase_price: null, purchase_date: '2024-03-01' },
    ]);
    const same = await client().PUT('/api/v1/portfolio/{id}', { ...path(), body: portfolio });
    expect(expectData(same)).toMatchObject({ assets: portfolio.assets, version: portfolio.version + 1 });
    expect(expectData(await client().GET('/api/v1/portfolio/{id}/lots', path())).items).toEqual(items);
  });

  it('realises gains lot by lot, costs and days carried along by a transfer', async () => {
    const realised = expectData(await client().GET('/api/v1/portfolio/{id}/realised', path()));
    expect(realised.items).toMatchObject([
      { disposed_on: '2023-06-01', holding_days: 142, quantity: 4, cost: 522, proceeds: 598, gain: 76 },
      {
        account_id: second,
        acquired_on: '2023-01-10',
        disposed_on: '2024-02-01',
        holding_days: 387,
        cost: 391.5,
        proceeds: 480,
        gain: 88.5,
      },
    ]);
    expect(realised.totals).toMatchObject({
      up_to_365_days: { gain: 76, lines: 1 },
      over_365_days: { gain: 88.5, lines: 1 },
      all: { gain: 164.5 },
    });
    const of2023 = await client().GET('/api/v1/portfolio/{id}/realised', {
      params: { path: { id }, query: { year: 2023 } },
    });
    expect(expectData(of2023).items).toHaveLength(1);
  });

  it('tells income and cash', async () => {
    const income = expectData(await client().GET('/api/v1/portfolio/{id}/income', path()));
    expect(income.items).toMatchObject([{ key: '2023', gross: 2.3, withheld: 0.345, net: 1.955 }]);
    const cash = expectData(await client().GET('/api/v1/portfolio/{id}/cash', path()));
    expect(cash).toMatchObject({
      total: 4_764.955,
      items: [
        { account_id: depot, currency: 'USD', balance: 4_284.955 },
        { account_id: second, currency: 'USD', balance: 480 },
      ],
    });
  });

  it('lists what to look at, until it is dismissed', async () => {
    const issues = async () => expectData(await client().GET('/api/v1/portfolio/{id}/issues', path()));
    const { items, open } = await issues();
    expect(items.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['transfer.unmatched', 'basis.unknown', 'price.missing']),
    );
    const unmatched = items.find(({ code }) => code === 'transfer.unmatched')!;
    expectData(
      await client().PATCH('/api/v1/portfolio/{id}/issues/{issue_id}', {
        params: { path: { id, issue_id: unmatched.id } },
        body: { dismissed: true },
      }),
    );
    expect((await issues()).open).toBe(open - 1);
    const { items: portfolios } = expectData(await client().GET('/api/v1/portfolio', {}));
    expect(portfolios).toMatchObject([{ name: 'Life', open_issues: open - 1 }]);
  });

  it('locks a year, whose lines and reports stay as they are', async () => {
    const year = { params: { path: { id, year: 2023 } } };
    expectData(await client().PUT('/api/v1/portfolio/{id}/locks/{year}', year));
    const bytesOf = async (type: string, format: string) => {
      const window = { from: '2023-01-01', to: '2023-12-31' };
      const report = await orderedReport(running, ada, id, { type, format, notify: false, ...window });
      expect(await finishedReport(running, ada, report.id)).toMatchObject({ status: 'completed' });
      return (await downloadOf(running, ada, report.id).expect(200)).body as Buffer;
    };
    const kinds = ['realised_gains', 'income', 'transactions'].flatMap((type) =>
      ['csv', 'json', 'xlsx', 'pdf'].map((format) => [type, format] as const),
    );
    const before: Buffer[] = [];
    for (const kind of kinds) before.push(await bytesOf(...kind));
    expect(before[0]!.toString()).toContain('ACME,Depot,2023-01-10,2023-06-01,142,4,522,598,76,USD');
    const late = { account_id: depot, type: 'buy' as const, symbol: 'ACME', quantity: 1, price: 1 };
    const refused = await client().POST('/api/v1/portfolio/{id}/transactions', {
      ...path(),
      body: { ...late, date: '2023-12-31' },
    });
    expect(refused.error).toMatchObject({ status: 423, code: 'ledger.locked', date: '2023-12-31' });
    const method = await client().PATCH('/api/v1/portfolio/{id}/accounts/{account_id}', {
      params: { path: { id, account_id: depot } },
      body: { cost_method: 'lifo' },
    });
    expect(method.error).toMatchObject({ status: 423, code: 'ledger.locked' });
    expectData(
      await client().POST('/api/v1/portfolio/{id}/transactions', {
        ...path(),
        body: { ...late, date: '2024-01-02' },
      }),
    );
    expectData(await client().PATCH('/api/v1/portfolio/{id}', { ...path(), body: { name: 'Renamed' } }));
    for (const [i, kind] of kinds.entries()) {
      expect({ kind, same: (await bytesOf(...kind)).equals(before[i]!) }).toEqual({ kind, same: true });
    }
  });
});
