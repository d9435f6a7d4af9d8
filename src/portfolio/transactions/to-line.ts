import { parseDay } from '../../analytics/calendar';
import type { Transaction } from '../../analytics/ledger/model/transaction';
import { Exact } from '../../analytics/ledger/model/exact';
import type { Entry } from './entry';

/** What became of lines that stay in memory; nobody changes an entry that was read. */
const known = new WeakMap<Entry, Transaction>();

/**
 * A line as the engine reads it: only the fields it has, quantity and price as traded.
 * @param factor shares of today for one of its day, where its numbers are of shares of today
 * @param intoWorth what one new share of a merger was worth, in base currency; null where nobody knows
 */
export function toLine(entry: Entry, factor = 1, intoWorth?: number | null): Transaction {
  const line = factor === 1 ? lineAsGiven(entry) : lineOf(entry, factor);
  return line.type === 'merger' && intoWorth !== undefined ? { ...line, intoWorth } : line;
}

function lineAsGiven(entry: Entry): Transaction {
  const line = known.get(entry) ?? lineOf(entry, 1);
  known.set(entry, line);
  return line;
}

function lineOf(entry: Entry, factor: number): Transaction {
  const { id, account_id, type, date, fx_rate, group_id, acquired_on, lots } = entry;
  const { ratio_n, ratio_d, cost_share, cash_per_share } = entry;
  const { time, currency, fee, tax, symbol, into, quantity, price, amount, cost, numerator, denominator } =
    entry;
  const fields = {
    time,
    fxRate: fx_rate,
    fee,
    tax,
    groupId: group_id,
    symbol,
    into,
    quantity:
      factor === 1 ? quantity : quantity && new Exact(quantity).div(factor).toDecimalPlaces(18).toFixed(),
    price: factor === 1 ? price : price && new Exact(price).times(factor).toFixed(),
    amount,
    cost,
    acquiredDay: acquired_on && parseDay(acquired_on),
    lots: lots?.map(({ transaction_id, quantity: part }) => ({
      transactionId: transaction_id,
      quantity: part,
    })),
    numerator,
    denominator,
    ratioN: ratio_n,
    ratioD: ratio_d,
    costShare: cost_share,
    cashPerShare: cash_per_share,
  };
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  // What a type must have was checked when the line was read.
  return { id, accountId: account_id, type, day: parseDay(date), currency, ...given } as Transaction;
}
