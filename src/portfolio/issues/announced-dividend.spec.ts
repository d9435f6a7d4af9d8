import { parseDay } from '../../analytics/calendar';
import { Rates } from '../../analytics/ledger/plan/rates';
import type { Account } from '../accounts/account';
import type { Entry } from '../transactions/entry';
import { announcedDividends, toBeCompared, withToldLines } from './announced-dividend';
import { dividendIssues } from './dividend-issues';
import { dividendProposals } from './dividend-proposals';

const account = { id: 'a', dividends: 'propose' } as Account;
const due = (quantity = '12.5', exDates = ['2024-06-14'], amount = '0.485', currency = 'USD') => ({
  dividendsDue: exDates.map((date) => ({
    accountId: 'a',
    quantity,
    event: { kind: 'dividend' as const, symbol: 'KO', exDay: parseDay(date), amount, currency },
  })),
});
const line = (date: string, amount: string, given: Partial<Entry> = {}) =>
  ({
    id: date,
    account_id: 'a',
    type: 'dividend',
    symbol: 'KO',
    date,
    amount,
    currency: 'USD',
    origin: 'transactions',
    ...given,
  }) as Entry;
const rate = (value: number) => ({
  days: Int32Array.of(parseDay('2024-06-14')),
  closes: Float64Array.of(value),
});
const toldOf = (figures: ReturnType<typeof due>, entries: Entry[], rates: Record<string, number> = {}) => {
  const known = new Rates('CHF', new Map(Object.entries(rates).map(([code, value]) => [code, rate(value)])));
  return announcedDividends(figures, entries).map((dividend) => withToldLines(dividend, known));
};
const left = (...told: Parameters<typeof toldOf>) =>
  dividendProposals(toldOf(...told), [account]).map(({ line: { date } }) => date);

describe('dividends that events announce', () => {
  it('are the shares held times the amount, in the currency of the event, exactly', () => {
    expect(dividendProposals(toldOf(due(), []), [account])).toMatchObject([
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
  ])('are not proposed where a line of %s over %s tells them: %i left', (date, amount, count) => {
    expect(left(due(), [line(date, amount)])).toHaveLength(count);
  });

  it('are left off where the account says so', () => {
    expect(dividendProposals(toldOf(due(), []), [{ ...account, dividends: 'off' }])).toEqual([]);
  });

  it.each<[string, Partial<Entry>, number]>([
    ['3000', { currency: 'GBp' }, 0],
    ['30', { currency: 'GBp' }, 1],
    ['30', { currency: 'GBP' }, 0],
  ])('are compared in major units: a line of %s %j leaves %i', (amount, given, count) => {
    expect(left(due('100', ['2024-06-14'], '0.3', 'GBP'), [line('2024-06-18', amount, given)])).toHaveLength(
      count,
    );
  });

  it.each<[string, Partial<Entry>, Record<string, number>, number]>([
    ['33.33', {}, { USD: 0.9, JPY: 0.006 }, 0],
    ['28.33', {}, { USD: 0.9, JPY: 0.006 }, 0],
    ['10', {}, { USD: 0.9, JPY: 0.006 }, 1],
    ['33.33', { fx_rate: '0.9' }, { JPY: 0.006 }, 0],
    ['10', { fx_rate: '0.9' }, { JPY: 0.006 }, 1],
    ['10', { fx_rate: '2.7' }, { USD: 0.9, JPY: 0.006 }, 0],
    ['30', { currency: 'CHF' }, { JPY: 0.006 }, 0],
    ['3000', { currency: 'USX' }, { USD: 0.9, JPY: 0.006 }, 0],
    ['10', {}, { JPY: 0.006 }, 0],
    ['10', {}, { USD: 0.9 }, 0],
  ])('are compared at rates: a line of %s %j with %j leaves %i', (amount, given, rates, count) => {
    const yen = due('100', ['2024-06-14'], '50', 'JPY');
    expect(left(yen, [line('2024-06-18', amount, given)], rates)).toHaveLength(count);
  });

  it('name the rates that compare them', () => {
    const lines = [line('2024-06-18', '33', { currency: 'USX' }), line('2024-06-19', '40')];
    const needed = (currency: string) =>
      announcedDividends(due('100', ['2024-06-14'], '0.3', currency), lines)
        .flatMap(toBeCompared)
        .map((one) => `${one.currency} ${one.date}`);
    expect(needed('JPY')).toEqual(['USX 2024-06-18', 'JPY 2024-06-18', 'USD 2024-06-19', 'JPY 2024-06-19']);
    expect(needed('USD')).toEqual([]);
  });

  it('each have the line that was booked for them, also where they come every week', () => {
    const weekly = due('12.5', ['2024-06-14', '2024-06-21']);
    expect(left(weekly, [line('2024-06-14', '6.0625', { origin: 'event' })])).toEqual(['2024-06-21']);
    expect(left(weekly, [line('2024-06-14', '6.0625')])).toEqual([]);
  });

  it('are named where they were booked and are told by hand as well', () => {
    const booked = line('2024-06-14', '6.0625', { origin: 'event' });
    const issues = (entries: Entry[]) => dividendIssues(toldOf(due(), entries), [account]);
    expect(issues([booked, line('2024-06-18', '6.06')])).toMatchObject([
      { code: 'line.duplicate', transaction_ids: ['2024-06-14', '2024-06-18'], proposal: null },
    ]);
    expect(issues([booked])).toEqual([]);
  });
});
