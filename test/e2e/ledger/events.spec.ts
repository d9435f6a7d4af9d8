import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';
import { DividendBooking } from '../../../src/portfolio/dividends/dividend-booking';

const day = (text: string) => new Date(`${text}T00:00:00Z`);

describe('splits and dividends that events tell', () => {
  let running: TestApp;
  let ada: Account;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
    const told = { source: 'yahoo-finance', created_at: new Date(), updated_at: new Date() };
    await running.app
      .get<Connection>(getConnectionToken())
      .collection('corporate_events')
      .insertMany([
        { ...told, symbol: 'AAPL', kind: 'split', ex_date: day('2014-06-09'), numerator: 7, denominator: 1 },
        { ...told, symbol: 'AAPL', kind: 'split', ex_date: day('2020-08-31'), numerator: 4, denominator: 1 },
        { ...told, symbol: 'GE', kind: 'split', ex_date: day('2021-08-02'), numerator: 1, denominator: 8 },
        {
          ...told,
          symbol: 'GE',
          kind: 'split',
          ex_date: day('2023-01-04'),
          numerator: 1281,
          denominator: 1000,
        },
        {
          ...told,
          symbol: 'KO',
          kind: 'dividend',
          ex_date: day('2024-06-14'),
          amount: '0.485',
          currency: 'USD',
        },
      ]);
  });

  afterAll(() => running.close());

  const assetsOf = async (ledger: LedgerUnderTest) =>
    (await ledger.get('').expect(200)).body.assets as object[];

  it('splits apply to what was bought before them, once, whatever the owner enters besides', async () => {
    const ledger = await openLedger(running, ada);
    await ledger.line({ type: 'buy', date: '2014-05-01', symbol: 'AAPL', quantity: 1, price: 591.48 });
    await ledger.line({ type: 'buy', date: '2014-06-10', symbol: 'AAPL', quantity: 10, price: 94.25 });
    const split = { type: 'split', date: '2020-09-01', symbol: 'AAPL', numerator: 4, denominator: 1 };
    for (const enter of [undefined, split]) {
      if (enter) await ledger.line(enter);
      expect(await assetsOf(ledger)).toMatchObject([
        { quantity: 28, purchase_date: '2014-05-01' },
        { quantity: 40, purchase_price: 23.5625 },
      ]);
    }
    const { body } = await ledger.get('/lots').expect(200);
    expect(body.items[0]).toMatchObject({ quantity: 28, traded_quantity: 1, traded_price: 591.48 });
  });

  it('a ratio as spin-offs have it waits for the owner', async () => {
    const ledger = await openLedger(running, ada);
    await ledger.line({ type: 'buy', date: '2021-07-30', symbol: 'GE', quantity: 80, price: 12.95 });
    expect(await assetsOf(ledger)).toMatchObject([{ quantity: 10 }]);
    const codes = async () =>
      (await ledger.get('/issues').expect(200)).body.items.map(
        ({ code }: { code: string }) => code,
      ) as string[];
    expect(await codes()).toContain('split.unconfirmed');
    await ledger.line({
      type: 'split',
      date: '2023-01-04',
      symbol: 'GE',
      numerator: 1281,
      denominator: 1000,
    });
    expect(await assetsOf(ledger)).toMatchObject([{ quantity: 12.81 }]);
    expect(await codes()).not.toContain('split.unconfirmed');
  });

  it('a dividend is proposed, or booked once', async () => {
    const ledger = await openLedger(running, ada);
    const booking = await ledger.account({ name: 'Books', dividends: 'book', tracks_cash: true });
    const buy = { type: 'buy', date: '2024-01-02', symbol: 'KO', quantity: '12.5', price: 59 };
    await ledger.line(buy);
    await ledger.line({ ...buy, account_id: booking });
    const proposed = async () =>
      (await ledger.get('/issues').expect(200)).body.items.filter(
        ({ code, account_id }: { code: string; account_id: string }) =>
          code === 'dividend.proposed' && account_id === ledger.main,
      ) as { proposal: object }[];
    const [issue] = await proposed();
    expect(issue).toMatchObject({
      proposal: { type: 'dividend', symbol: 'KO', amount: '6.0625', currency: 'USD' },
    });
    await ledger.post('/transactions', issue!.proposal).expect(201);
    expect(await proposed()).toEqual([]);
    const owner = { userId: ada.user.id, isSuperuser: false };
    const dividends = running.app.get(DividendBooking, { strict: false });
    await expect(dividends.book(owner, ledger.id)).resolves.toBe(1);
    await expect(dividends.book(owner, ledger.id)).resolves.toBe(0);
    const { body } = await ledger.get(`/transactions?type=dividend&account=${booking}`).expect(200);
    expect(body.items).toMatchObject([{ amount: 6.0625, origin: 'event', date: '2024-06-14' }]);
    await ledger.delete(`/transactions/${body.items[0].id}`).expect(204);
    await expect(dividends.book(owner, ledger.id)).resolves.toBe(0);
  });
});
