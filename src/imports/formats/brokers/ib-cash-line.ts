import type { ReadMoment } from '../../notation/date-notation';
import { isZero, negated } from '../../notation/decimal-text';
import { Draft, Ignored, ignored, StatedInstrument } from '../draft';
import { unknownKind } from '../ignored-kinds';
import { income, paidIn } from '../taken-back';
import { defined } from '../trade';

/** A movement of cash as Interactive Brokers names it, in both of its statements. */
export interface IbCash {
  readonly kind: string;
  readonly at: ReadMoment;
  /** above 0 where it comes in */
  readonly amount: string;
  readonly currency?: string;
  readonly account?: string;
  readonly note?: string;
  readonly external_id?: string;
  readonly instrument?: StatedInstrument;
}

export function ibCashLine({ kind, at, amount, instrument, ...rest }: IbCash): Draft | Ignored {
  if (isZero(amount)) return ignored('a line of 0');
  const shared = defined({ ...at, ...rest, ...(instrument && { instrument }) });
  const { instrument: _instrument, ...money } = shared;
  if (/dividend|payment in lieu/i.test(kind) && instrument)
    return income({ ...shared, type: 'dividend', amount });
  if (/withholding|tax/i.test(kind)) return { ...shared, type: 'tax', amount: negated(amount) };
  if (/interest/i.test(kind)) return { ...money, type: 'interest', amount };
  if (/fee|commission adjustment/i.test(kind)) return { ...money, type: 'fee', amount: negated(amount) };
  if (/deposit|withdrawal/i.test(kind)) return { ...money, ...paidIn(amount) };
  return unknownKind(kind);
}
