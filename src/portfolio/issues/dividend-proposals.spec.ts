import { parseDay } from '../../analytics/calendar';
import type { Account } from '../accounts/account';
import type { Entry } from '../transactions/entry';
import { dividendProposals } from './dividend-proposals';

const account = { id: 'a', dividends: 'propose' } as Account;
const due = (quantity = '12.5') => ({
  dividendsDue: [
    {
      accountId: 'a',
      quantity,
      event: {
        kind: 'dividend' as const,
        symbol: 'KO',
        exDay: parseDay('2024-06-14'),
        amount: '0.485',
        currency: 'USD',
      },
    },
  ],
});
const line = (date: string, amount: string) =>
  ({ account_id: 'a', type: 'dividend', symbol: 'KO', date, amount }) as Entry;

describe('dividends that events announce', () => {
  it('are the shares held times the amount, in the currency of the event, exactly', () => {
    expect(dividendProposals(due(), [account], [])).toMatchObject([
      {
        key: 'dividend:a:KO:2024-06-14',
        line: { type: 'dividend', symbol: 'KO', date: '2024-06-14', amount: '6.0625', currency: 'USD' },
      },
    ]);
  });

  it.each([
    ['2024-06-24', '5', 0],
    ['2024-06-04', '7.5', 0],
    ['2024-06-25', '6.0625', 1],
    ['2024-06-14', '4', 1],
  ])('are not proposed where a line of %s over %s tells them: %i left', (date, amount, left) => {
    expect(dividendProposals(due(), [account], [line(date, amount)])).toHaveLength(left);
  });

  it('are left off where the account says so', () => {
    expect(dividendProposals(due(), [{ ...account, dividends: 'off' }], [])).toEqual([]);
  });
});
