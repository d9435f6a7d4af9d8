import { absolute, isNegative } from '../notation/decimal-text';
import type { Draft } from './draft';

/** A line that the statement takes back; a ledger has none that says so. */
export const takenBack = (line: Draft): Draft => ({ ...line, takesBack: true });

/** Income as it stands; with minus it is taken back. */
export const income = (line: Draft & { readonly amount: string }): Draft =>
  isNegative(line.amount) ? takenBack({ ...line, amount: absolute(line.amount) }) : line;

/** Income and the buy that it pays; it is taken back with the buy. */
export const reinvested = (paid: Draft, buy: Draft): Draft[] => [buy.takesBack ? takenBack(paid) : paid, buy];

/** Money that is paid in, and leaves where it stands with minus. */
export const paidIn = (amount: string): Pick<Draft, 'type' | 'amount'> => ({
  type: isNegative(amount) ? 'withdrawal' : 'deposit',
  amount: absolute(amount),
});
