import { registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';

describe('money that is moved between accounts', () => {
  let running: TestApp;
  let ledger: LedgerUnderTest;
  let giving: string;
  let taking: string;

  beforeAll(async () => {
    running = await startApp();
    ledger = await openLedger(running, await registerUser(running));
    giving = await ledger.account({ name: 'Giving', currency: 'USD', tracks_cash: true });
    taking = await ledger.account({ name: 'Taking', currency: 'USD', tracks_cash: true });
    await ledger.line({ account_id: giving, type: 'deposit', date: '2023-03-01', amount: 100 });
    const moved = { amount: 100, group_id: 'moved' };
    const both = [
      { ...moved, account_id: giving, type: 'transfer_out', date: '2023-03-06' },
      { ...moved, account_id: taking, type: 'transfer_in', date: '2023-03-09' },
    ];
    await ledger.post('/transactions', { items: both }).expect(201);
  });

  afterAll(() => running.close());

  const balances = async (query: string) =>
    (
      (await ledger.get(`/cash?${query}`).expect(200)).body.items as {
        account_id: string | null;
        balance: number;
      }[]
    ).map(({ account_id, balance }) => [account_id, balance]);

  it('is in no account while it is under way', async () => {
    expect(await balances('as_of=2023-03-07')).toEqual([
      [giving, 0],
      [null, 100],
    ]);
  });

  it('is told of as long as the days that are shown had some', async () => {
    expect(await balances('as_of=2023-12-31&from=2023-03-01')).toEqual([
      [giving, 0],
      [null, 0],
      [taking, 100],
    ]);
    expect(await balances('as_of=2023-12-31&from=2023-06-01')).toEqual([[taking, 100]]);
  });
});
