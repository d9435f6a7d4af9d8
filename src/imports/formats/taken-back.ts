import { absolute, isNegative } from '../notation/decimal-text';
import { Draft, Ignored, ignored } from './draft';

/** Income that a statement takes back; a ledger has no line for that. */
export const takenBack = (what: string): Ignored =>
  ignored(`a ${what} that was taken back; take its line out by hand`);

/** Money that is paid in, and leaves where it stands with minus. */
export const paidIn = (amount: string): Pick<Draft, 'type' | 'amount'> => ({
  type: isNegative(amount) ? 'withdrawal' : 'deposit',
  amount: absolute(amount),
});
