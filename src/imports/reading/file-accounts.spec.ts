import type { Account } from '../../portfolio/accounts/account';
import { AccountOfRows, NO_CHOICES } from '../import';
import type { SurveyedAccount } from '../preview/preview-order';
import { accountsOf } from './file-accounts';

const IMPORT = '665f1f77bcf86cd799439011';
const account = (id: string, settings: Partial<Account>) =>
  ({
    ...{ id: id.repeat(24), name: 'Main', broker: null, currency: 'USD', cost_method: 'fifo' },
    ...{ tracks_cash: false, dividends: 'propose', ...settings },
  }) as Account;
const MAIN = account('a', {});
const stated = (told: Partial<SurveyedAccount>): SurveyedAccount => ({
  ...{ name: 'Depot', currency: 'EUR', rows: 3, hasCash: false, settings: null },
  ...told,
});
const CREATE: AccountOfRows[] = [{ name: null, create: true }];

const of = (
  surveyed: SurveyedAccount[],
  { choices = [] as AccountOfRows[], accounts = [MAIN], format = 'tickfolio-csv' } = {},
) =>
  accountsOf(
    { accounts: surveyed, format },
    { id: IMPORT, choices: { ...NO_CHOICES, accounts: choices } },
    { accounts, currency: 'USD' },
  );

describe('the accounts of a file', () => {
  it('are guessed by name alone in an export of ours, and also otherwise in other files', () => {
    expect(of([stated({}), stated({ name: 'main' }), stated({ name: null })])).toMatchObject([
      { account_id: null, is_guess: true, create: false, opens: { name: 'Depot' } },
      { account_id: MAIN.id, is_guess: true, opens: null },
      { account_id: MAIN.id, is_guess: true, opens: null },
    ]);
    expect(of([stated({})], { format: 'generic' })).toMatchObject([{ account_id: MAIN.id, is_guess: true }]);
  });

  it('are opened in the currency of their rows, with cash where money moves, where the file tells nothing', () => {
    expect(of([stated({ currency: 'GBp', hasCash: true })])[0]!.opens).toEqual({
      name: 'Depot',
      broker: null,
      currency: 'GBP',
      cost_method: 'fifo',
      tracks_cash: true,
      dividends: 'propose',
    });
    expect(of([stated({ currency: null })])[0]!.opens).toMatchObject({ currency: 'USD', tracks_cash: false });
  });

  it('are opened as the file tells, in its order, and behind those that there are', () => {
    const settings = { currency: 'CHF', cost_method: 'lifo', tracks_cash: false };
    const told = of(
      [stated({ hasCash: true, settings }), stated({ name: 'Other' }), stated({ name: 'DEPOT' })],
      { choices: CREATE },
    );
    expect(told[0]).toMatchObject({ currency: 'CHF', create: true, is_guess: false, opens: settings });
    const [depot, other, same] = told.map(({ account_id }) => account_id!);
    expect([depot, other].toSorted()).toEqual([depot, other]);
    expect(same).toBe(depot);
    expect(depot! > `${IMPORT.slice(0, 8)}${'f'.repeat(16)}`).toBe(true);
  });

  it('are not opened where the portfolio has one of the name, or none can have the name or settings', () => {
    const depot = account('b', { name: 'DEPOT' });
    expect(of([stated({})], { choices: CREATE, accounts: [MAIN, depot] })).toMatchObject([
      { account_id: depot.id, create: false, opens: null, is_guess: false },
    ]);
    const settings = { cost_method: 'newest first' };
    for (const wrong of [stated({ settings }), stated({ name: 'x'.repeat(101) })]) {
      expect(of([wrong], { choices: CREATE })).toMatchObject([
        { account_id: null, create: false, opens: null, is_guess: true },
      ]);
    }
  });

  it('are told where their settings are others than those of the account that their rows go to', () => {
    const settings = { currency: 'USD', cost_method: 'average', tracks_cash: true, broker: 'Elsewhere' };
    const main = stated({ name: 'Main', settings });
    expect(of([main])[0]!.warning).toBe(
      'Figures will be others than those of the file’s ledger: cost_method is fifo here and average in the file; ' +
        'tracks_cash is false here and true in the file.',
    );
    const alike = account('a', { cost_method: 'average', tracks_cash: true });
    expect(of([main], { accounts: [alike] })[0]!.warning).toBeNull();
    expect(of([stated({ name: 'Main', hasCash: true })])[0]!.warning).toBeNull();
  });
});
