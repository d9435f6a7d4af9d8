import { answersOf } from '../../../../test/vectors/ledger-answers';
import { mismatches } from '../../../../test/vectors/read-vectors';

const buy = (id: string, date: string, price: number) => ({
  id,
  account_id: 'a',
  type: 'buy',
  symbol: 'X',
  date,
  quantity: 10,
  price,
});
const merger = {
  id: 'm',
  account_id: 'a',
  type: 'merger',
  date: '2024-01-10',
  symbol: 'X',
  into: 'Y',
  ratio_n: 1,
  ratio_d: 2,
  cash_per_share: 10,
};

/** What the engine says of purchases, at 10 and at 4, and a merger, without any close. */
function answersTo(line: object, method = 'fifo'): Record<string, unknown> {
  return answersOf({
    base_currency: 'USD',
    accounts: [{ id: 'a', currency: 'USD', cost_method: method, tracks_cash: false }],
    transactions: [buy('t1', '2024-01-02', 10), buy('t2', '2024-01-03', 4), { ...line }],
    as_of: '2024-01-10',
  });
}

const expectAnswers = (got: object, expected: object) =>
  expect(mismatches(got, expected, { abs: 1e-9, rel: 1e-12 })).toEqual([]);

describe('the cash of a merger', () => {
  it('takes its part by the worth of the new shares that the line is told with', () => {
    // 200 in cash, 10 Y at 60: a quarter of each lot.
    expectAnswers(answersTo({ ...merger, into_worth: 60 }), {
      realised: [
        { quantity: 2.5, cost: 25, proceeds: 100, gain: 75 },
        { quantity: 2.5, cost: 10, proceeds: 100, gain: 90 },
      ],
      lots: [
        { symbol: 'Y', quantity: 5, cost: 75 },
        { symbol: 'Y', quantity: 5, cost: 30 },
      ],
    });
  });

  it.each([
    ['fifo', [10, 10]],
    ['average', [20]],
  ])(
    'has no known cost where nobody knows that worth, nor have the new shares (%s)',
    (method, quantities) => {
      for (const line of [merger, { ...merger, into_worth: null }]) {
        expectAnswers(answersTo(line, method), {
          realised: quantities.map((quantity) => ({
            quantity,
            cost: null,
            proceeds: quantity * 10,
            gain: null,
            base: { cost: null, proceeds: quantity * 10, gain: null },
          })),
          lots: [
            { symbol: 'Y', quantity: 5, cost: null, base_cost: null },
            { symbol: 'Y', quantity: 5, cost: null, base_cost: null },
          ],
        });
      }
    },
  );
});
