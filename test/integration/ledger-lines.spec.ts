import { LedgerLines } from '../../src/portfolio/ledger/reading/ledger-lines';
import { LedgerRowsRepository } from '../../src/portfolio/ledger/store/ledger-rows.repository';
import { LedgerWriter } from '../../src/portfolio/ledger/changes/ledger-writer';
import { registerUser } from '../support/application/accounts';
import { startApp, TestApp } from '../support/application/app';
import { LedgerUnderTest, openLedger } from '../support/features/ledger';

const buy = { type: 'buy', date: '2024-01-15', symbol: 'AAPL', quantity: 10, price: 182.5 };

describe('the lines of a ledger in memory', () => {
  let running: TestApp;
  let ledger: LedgerUnderTest;
  let owner: { userId: string; isSuperuser: boolean };

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    const ada = await registerUser(running);
    owner = { userId: ada.user.id, isSuperuser: false };
    ledger = await openLedger(running, ada);
  });

  afterAll(() => running.close());

  it('are what the database has, after every kind of change, and are read on', async () => {
    const lines = running.app.get(LedgerLines, { strict: false });
    const rows = running.app.get(LedgerRowsRepository, { strict: false });
    const writer = running.app.get(LedgerWriter, { strict: false });
    const whole = jest.spyOn(rows, 'lines');
    const compare = async () => {
      const current = await writer.current(owner, ledger.id);
      const kept = await lines.of(current);
      const readings = whole.mock.calls.length;
      expect(kept).toEqual(await rows.lines(current));
      return readings;
    };
    const first = await ledger.line(buy);
    const second = await ledger.line({ ...buy, date: '2024-02-01' });
    expect(await compare()).toBe(1);
    await ledger.line({ ...buy, symbol: 'MSFT' });
    await ledger.patch(`/transactions/${first}`, { quantity: 12 }).expect(200);
    await ledger.patch(`/transactions/${first}`, { quantity: 13 }).expect(200);
    // Only the comparison itself has read all of them since.
    expect(await compare()).toBe(2);
    await ledger.delete(`/transactions/${second}`).expect(204);
    await ledger.account({ name: 'Another' });
    expect(await compare()).toBe(3);
  });
});
