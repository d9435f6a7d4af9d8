import type { TransactionType } from '../../../analytics/ledger/model/transaction';
import { absolute, isNegative, isZero, negated } from '../../notation/decimal-text';
import type { DraftRow } from '../draft';

/**
 * Which sign the costs of a table have, and which its refunds. Where all stand with one sign they are costs; else what
 * is paid for purchases and paid out has the sign of costs.
 */
export class StatedSigns {
  /** whether they stand with minus */
  private readonly payments = new Set<boolean>();
  private readonly costs = new Set<boolean>();

  note(type: TransactionType, amount: string | undefined): void {
    if (amount === undefined || isZero(amount)) return;
    if (type === 'buy' || type === 'withdrawal') this.payments.add(isNegative(amount));
    if (type === 'fee' || type === 'tax') this.costs.add(isNegative(amount));
  }

  /** A row whose cost stands as the table has it, as a ledger has it: costs above 0, refunds below. */
  settled(row: DraftRow): DraftRow {
    const { draft } = row;
    if (draft?.amount === undefined || (draft.type !== 'fee' && draft.type !== 'tax')) return row;
    if (this.costs.size < 2) return { ...row, draft: { ...draft, amount: absolute(draft.amount) } };
    if (this.payments.size === 1) {
      const amount = this.payments.has(true) ? negated(draft.amount) : draft.amount;
      return { ...row, draft: { ...draft, amount } };
    }
    const message = `which sign is a refund’s is not told: costs stand with both`;
    return { ...row, draft: null, problems: [{ code: 'row.ambiguous_sign', message, field: 'amount' }] };
  }
}
