import type { EntryContent } from '../portfolio/transactions/entry';

type Line = Omit<EntryContent, 'account_id'>;

const WITHHELD_SHARE = 0.15;

/** Salary that goes into the account at each quarter's start. */
const SALARIES: Line[] = [2021, 2022, 2023, 2024].flatMap((year) =>
  ['01-04', '04-01', '07-01', '10-03'].map((day): Line => ({
    type: 'deposit',
    date: `${year}-${day}`,
    amount: '2500',
    note: 'salary',
    tags: ['plan'],
  })),
);

/** Coca-Cola's dividends on what was held, as a broker in another country pays them. */
const DIVIDENDS: Line[] = [
  ['2022-10-03', '35.2'],
  ['2022-12-15', '35.2'],
  ['2023-04-03', '36.8'],
  ['2023-07-03', '36.8'],
  ['2023-10-02', '36.8'],
  ['2023-12-15', '36.8'],
  ['2024-04-01', '38.8'],
  ['2024-07-01', '38.8'],
].map(([date, amount]): Line => {
  const tax = String(Number((Number(amount) * WITHHELD_SHARE).toFixed(2)));
  return { type: 'dividend', symbol: 'KO', date: date!, amount, tax };
});

/** The account in dollars: salary, purchases, a partial sale, dividends, a split, a fee, and what moves away. */
export const DOLLAR_LINES: Line[] = [
  ...SALARIES,
  ...DIVIDENDS,
  { type: 'buy', date: '2021-01-08', symbol: 'AAPL', quantity: '15', price: '150.4', fee: '1' },
  { type: 'buy', date: '2021-04-12', symbol: 'MSFT', quantity: '5', price: '521.1', fee: '1' },
  { type: 'buy', date: '2022-08-15', symbol: 'KO', quantity: '80', price: '50.9', fee: '1' },
  { type: 'buy', date: '2023-01-17', symbol: 'MSFT', quantity: '6', price: '344.8', fee: '1' },
  { type: 'buy', date: '2023-06-01', symbol: 'NVDA', quantity: '1', price: '2951.5', fee: '1' },
  { type: 'sell', date: '2023-12-14', symbol: 'AAPL', quantity: '5', price: '228.1', fee: '1' },
  { type: 'fee', date: '2023-12-29', amount: '25', note: 'custody 2023' },
  { type: 'split', date: '2024-06-10', symbol: 'NVDA', numerator: 10, denominator: 1 },
  { type: 'transfer_out', date: '2024-02-01', symbol: 'MSFT', quantity: '4', group_id: 'move-msft' },
  { type: 'transfer_out', date: '2024-02-05', amount: '1500', group_id: 'to-euro' },
];

/** The account in euros. */
export const EURO_LINES: Line[] = [
  { type: 'transfer_in', date: '2024-02-01', symbol: 'MSFT', quantity: '4', group_id: 'move-msft' },
  { type: 'transfer_in', date: '2024-02-05', amount: '1450.2', group_id: 'to-euro' },
  {
    type: 'buy',
    date: '2024-02-15',
    symbol: 'GLD',
    quantity: '6',
    price: '206.9',
    fee: '1',
    currency: 'EUR',
  },
  { type: 'interest', date: '2024-06-28', amount: '2.4' },
];
