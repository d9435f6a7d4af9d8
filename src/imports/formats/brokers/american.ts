import type { ReadMoment } from '../../notation/date-notation';
import { absolute, isNegative, negated } from '../../notation/decimal-text';
import { Draft, StatedInstrument } from '../draft';
import { defined, trade } from '../trade';

/** What all brokers of the United States say of a row. */
export interface AmericanRow {
  readonly at: ReadMoment;
  readonly instrument: StatedInstrument;
  readonly quantity?: string;
  readonly price?: string;
  /** above 0 where it comes in */
  readonly amount?: string;
  readonly fee?: string;
  readonly account?: string;
  readonly note?: string;
  readonly settle_date?: string;
}

const DOLLARS = 'USD';

function shared({ at, account, note, settle_date }: AmericanRow) {
  return defined({
    ...at,
    currency: DOLLARS,
    account,
    note,
    settle_date: settle_date && settle_date >= at.date ? settle_date : undefined,
  });
}

/** A trade; a description of a bond or an option is not one of shares, and is not given here. */
export function americanTrade(type: 'buy' | 'sell', row: AmericanRow, group_id?: string): Draft {
  const { quantity = '0', price, amount, fee, instrument } = row;
  const { date, time, ...rest } = shared(row);
  return trade(type, {
    ...rest,
    at: defined({ date, time }),
    instrument,
    quantity,
    price,
    amount,
    fee,
    group_id,
  });
}

export function americanDividend(row: AmericanRow, group_id?: string): Draft {
  return defined<Draft>({
    ...shared(row),
    type: 'dividend',
    instrument: row.instrument,
    amount: absolute(row.amount ?? '0'),
    group_id,
  });
}

/** Interest, fee, tax, deposit or withdrawal; the sign of the amount tells its direction. */
export function americanMoney(type: 'interest' | 'fee' | 'tax' | 'cash', row: AmericanRow): Draft {
  const amount = row.amount ?? '0';
  if (type === 'interest') return { ...shared(row), type, amount };
  if (type === 'fee' || type === 'tax') return { ...shared(row), type, amount: negated(amount) };
  return { ...shared(row), type: isNegative(amount) ? 'withdrawal' : 'deposit', amount: absolute(amount) };
}
