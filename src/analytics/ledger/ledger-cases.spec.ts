import { answersOf } from '../../../test/vectors/ledger-answers';
import type { WrittenLedger } from '../../../test/vectors/ledger-vectors';
import { mismatches } from '../../../test/vectors/read-vectors';

type Written = Record<string, unknown>;

interface Case extends Partial<WrittenLedger> {
  readonly lines: readonly Written[];
}

const main: Written = { id: 'a', currency: 'USD', cost_method: 'fifo', tracks_cash: false };

/** What the engine says of lines `t1`, `t2`, … of the account `a`. */
function answers({ lines, ...given }: Case): Record<string, unknown> {
  return answersOf({
    base_currency: 'USD',
    accounts: [main],
    as_of: '2024-02-01',
    windows: [{ from: null, to: given.as_of ?? '2024-02-01' }],
    ...given,
    transactions: lines.map((line, i) => ({ id: `t${i + 1}`, account_id: 'a', ...line })),
  });
}

/** All figures by hand. */
function expectAnswers(given: Case, expected: Written): void {
  expect(mismatches(answers(given), expected, { abs: 1e-9, rel: 1e-12 })).toEqual([]);
}

const buy = (date: string, quantity: number, price: number, more: Written = {}) => ({
  type: 'buy',
  symbol: 'X',
  date,
  quantity,
  price,
  ...more,
});
const sell = (date: string, quantity: number, price: number, more: Written = {}) => ({
  ...buy(date, quantity, price, more),
  type: 'sell',
});

describe('ledgers reckoned by hand', () => {
  it('a lot that is named twice is used up by both together', () => {
    const lots = [
      { transaction_id: 't2', quantity: 4 },
      { transaction_id: 't2', quantity: 4 },
    ];
    expectAnswers(
      {
        accounts: [{ ...main, cost_method: 'specific' }],
        lines: [buy('2024-01-02', 5, 10), buy('2024-01-03', 5, 20), sell('2024-01-04', 8, 30, { lots })],
      },
      { error: { code: 'ledger.lot_used_up', symbol: 'X', date: '2024-01-04', held: 5, asked: 8 } },
    );
  });

  it('average cost through a split, a sale, a spin-off and a transfer to an account that sells the newest first', () => {
    // 10 at 10 with a fee of 10, 10 at 30: 410 for 20, after 3:1 for 60. 20 sold cost 136.67; a fifth of the other 273.33
    // goes to 10 Y. 15 of 40 move with 82: the oldest 10 and 5 of the newer, each at 5.4667.
    const accounts = [
      { ...main, cost_method: 'average' },
      { ...main, id: 'b', cost_method: 'lifo' },
    ];
    const pair = { date: '2024-01-09', symbol: 'X', quantity: 15, group_id: 'g' };
    expectAnswers(
      {
        accounts,
        lines: [
          buy('2024-01-02', 10, 10, { fee: 10 }),
          buy('2024-01-03', 10, 30),
          { type: 'split', date: '2024-01-05', symbol: 'X', numerator: 3, denominator: 1 },
          sell('2024-01-06', 20, 9, { fee: 1 }),
          {
            type: 'spin_off',
            date: '2024-01-08',
            symbol: 'X',
            into: 'Y',
            ratio_n: 1,
            ratio_d: 4,
            cost_share: 0.2,
          },
          { type: 'transfer_out', ...pair },
          { type: 'transfer_in', ...pair, account_id: 'b' },
          sell('2024-01-10', 6, 9, { account_id: 'b' }),
          sell('2024-01-11', 10, 5, { symbol: 'Y' }),
        ],
      },
      {
        realised: [
          { symbol: 'X', quantity: 20, cost: 410 / 3, proceeds: 179, acquired_on: null, holding_days: 4 },
          { symbol: 'X', quantity: 5, cost: 82 / 3, proceeds: 45, acquired_on: '2024-01-03', buy_id: 't2' },
          { symbol: 'X', quantity: 1, cost: 16.4 / 3, proceeds: 9, acquired_on: '2024-01-02', buy_id: 't1' },
          { symbol: 'Y', quantity: 10, cost: 164 / 3, proceeds: 50, acquired_on: null, holding_days: 9 },
        ],
        lots: [
          { account_id: 'a', symbol: 'X', quantity: 25, cost: 410 / 3 },
          { account_id: 'b', symbol: 'X', quantity: 9, cost: 49.2 },
        ],
      },
    );
  });

  it('the cash of a merger takes its part by value out of every lot, each at the rate of its day', () => {
    // 400 in cash, 20 Y at 60: a quarter of each lot.
    expectAnswers(
      {
        base_currency: 'EUR',
        as_of: '2024-01-10',
        fx: { USD: { '2024-01-02': 0.9, '2024-01-03': 0.92, '2024-01-10': 0.8 } },
        prices: {
          Y: { currency: 'USD', adjustment: 'raw', closes: { '2024-01-09': 70, '2024-01-10': 60 } },
        },
        lines: [
          buy('2024-01-02', 10, 10),
          buy('2024-01-03', 30, 20),
          {
            type: 'merger',
            date: '2024-01-10',
            symbol: 'X',
            into: 'Y',
            ratio_n: 1,
            ratio_d: 2,
            cash_per_share: 10,
          },
        ],
      },
      {
        realised: [
          {
            quantity: 2.5,
            cost: 25,
            proceeds: 100,
            base: { cost: 22.5, proceeds: 80, gain: 57.5, fx_gain: -2.5 },
          },
          {
            quantity: 7.5,
            cost: 150,
            proceeds: 300,
            base: { cost: 138, proceeds: 240, gain: 102, fx_gain: -18 },
          },
        ],
        lots: [
          { symbol: 'Y', quantity: 5, cost: 75, base_cost: 67.5, acquired_on: '2024-01-02' },
          { symbol: 'Y', quantity: 15, cost: 450, base_cost: 414, acquired_on: '2024-01-03' },
        ],
        // 960 + 320 on what was 644.
        daily_return: [0, 0.0222222222222222, 1280 / 644 - 1],
        window_0: {
          portfolio: { price_gain_realised: 180, currency_gain_realised: -20.5, end_value: 960, gap: 0 },
        },
      },
    );
  });

  it('a sale of a part at 0 leaves the rest at the market', () => {
    expectAnswers(
      {
        accounts: [main, { ...main, id: 'b' }],
        as_of: '2024-01-05',
        prices: {
          X: {
            currency: 'USD',
            adjustment: 'raw',
            closes: { '2024-01-02': 10, '2024-01-03': 10, '2024-01-04': 10, '2024-01-05': 12 },
          },
        },
        lines: [
          buy('2024-01-02', 10, 10),
          buy('2024-01-02', 5, 10, { account_id: 'b' }),
          sell('2024-01-03', 1, 0),
          sell('2024-01-04', 9, 0),
        ],
      },
      { portfolio_value: [150, 140, 50, 60], lots: [{ account_id: 'b', quantity: 5 }] },
    );
  });

  it('a return of capital beyond the cost is gain, in base currency what came in there beyond the cost there', () => {
    // 60 dollars on two lots of 10: 30 each, 24 euro. The first cost 10, 9 euro: 20 dollars and 15 euro are gain.
    const given = {
      base_currency: 'EUR',
      as_of: '2024-01-09',
      fx: { USD: { '2024-01-02': 0.9, '2024-01-03': 1, '2024-01-08': 0.8 } },
      lines: [
        buy('2024-01-02', 10, 1),
        buy('2024-01-03', 10, 20),
        { type: 'return_of_capital', date: '2024-01-08', symbol: 'X', amount: 60 },
      ],
    };
    expectAnswers(given, {
      realised: [{ buy_id: 't1', gain: 20, base: { cost: 0, proceeds: 15, gain: 15, fx_gain: -1 } }],
      lots: [
        { buy_id: 't1', cost: 0, base_cost: 0 },
        { buy_id: 't2', cost: 170, base_cost: 176 },
      ],
      window_0: {
        portfolio: { price_gain_realised: 16, currency_gain_realised: -1, in: 209, out: 48, gap: 0 },
      },
    });
  });

  it('money that does not all arrive in its currency is what the transfer cost', () => {
    const cash = { ...main, tracks_cash: true };
    expectAnswers(
      {
        accounts: [cash, { ...cash, id: 'b' }],
        lines: [
          { type: 'deposit', date: '2024-01-02', amount: 1000 },
          { type: 'transfer_out', date: '2024-01-03', amount: 500, group_id: 'g' },
          { type: 'transfer_in', date: '2024-01-04', account_id: 'b', amount: 490, group_id: 'g' },
        ],
      },
      {
        portfolio_value: [1000, 1000, 990, 990],
        daily_return: [0, 0, -0.01, 0],
        cash: { 'a:USD': 500, 'b:USD': 490 },
        window_0: { portfolio: { costs: 10, currency_gain: 0, end_value: 990, gap: 0 } },
      },
    );
  });

  it('a sale before the purchase of the same day does not average with it', () => {
    expectAnswers(
      {
        accounts: [{ ...main, cost_method: 'average' }],
        lines: [
          buy('2024-01-02', 10, 10),
          buy('2024-01-03', 10, 30, { time: '10:00' }),
          sell('2024-01-03', 10, 20, { time: '09:00' }),
        ],
      },
      { realised: [{ cost: 100, proceeds: 200 }], lots: [{ buy_id: 't2', cost: 300 }] },
    );
  });
});
