import type { ReadMoment } from '../../notation/date-notation';
import { absolute, isNegative, isZero, negated, sum } from '../../notation/decimal-text';
import { Draft, Ignored, ignored, StatedInstrument } from '../draft';
import { splitRow, unknownKind } from '../ignored-kinds';
import { income, paidIn, takenBack } from '../taken-back';
import { defined, trade } from '../trade';

/** What all brokers of the United States say of a row. */
export interface AmericanRow {
  readonly at: ReadMoment;
  readonly instrument: StatedInstrument;
  readonly quantity?: string;
  readonly price?: string;
  /** above 0 where it comes in; of a trade without its costs */
  readonly amount?: string;
  /** of a trade with its costs in it; above 0 where it comes in */
  readonly net?: string;
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
  const { quantity = '0', price, amount, net, fee, instrument } = row;
  const { date, time, ...rest } = shared(row);
  const line = trade(type, {
    ...rest,
    at: defined({ date, time }),
    instrument,
    quantity,
    price,
    amount,
    net,
    fee,
    group_id,
  });
  return net !== undefined && isOpposite(type, net, fee) ? takenBack(line) : line;
}

/** A buy that brings money, or a sell that takes it though its costs do not. */
function isOpposite(type: 'buy' | 'sell', net: string, fee = '0'): boolean {
  const before = sum(net, absolute(fee));
  return type === 'buy' ? !isNegative(net) && !isZero(net) : isNegative(before);
}

const movedIn = ({ amount, net }: AmericanRow): string => amount ?? net ?? '0';

export function americanDividend(row: AmericanRow, group_id?: string): Draft {
  return income(
    defined({
      ...shared(row),
      type: 'dividend' as const,
      instrument: row.instrument,
      amount: movedIn(row),
      group_id,
    }),
  );
}

/** Interest, fee, tax, deposit or withdrawal; the sign of the amount tells its direction. */
export function americanMoney(type: 'interest' | 'fee' | 'tax' | 'cash', row: AmericanRow): Draft {
  const amount = movedIn(row);
  if (type === 'interest') return { ...shared(row), type, amount };
  if (type === 'fee' || type === 'tax') return { ...shared(row), type, amount: negated(amount) };
  return { ...shared(row), ...paidIn(amount) };
}

/** Why a row of another kind is not read. */
export function otherKind(action: string): Ignored {
  if (/\b(cash in lieu|in lieu of frx)\b/i.test(action))
    return ignored('cash for a fraction of a share; enter it by hand as a sale of the fraction');
  if (/split/i.test(action)) return splitRow;
  return unknownKind(action);
}
