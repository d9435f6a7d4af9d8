import type { ReadMoment } from '../notation/date-notation';
import { absolute } from '../notation/decimal-text';
import type { Draft } from './draft';
import { defined } from './trade';

/** One leg of a conversion of money: what stands with minus leaves, what stands with plus comes. */
export function conversionLeg(
  at: ReadMoment,
  amount: string,
  currency: string | undefined,
  group_id: string,
  account?: string,
): Draft {
  const type = amount.startsWith('-') ? 'transfer_out' : 'transfer_in';
  return defined<Draft>({ type, ...at, amount: absolute(amount), currency, group_id, account });
}
