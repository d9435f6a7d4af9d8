import mongoose, { Types } from 'mongoose';
import type { Ledger } from '../ledger';

/** The filter of the rows that are seen in a ledger: those settled up to its revision and not removed by then. */
export function visibleRows({ portfolio, revision }: Ledger) {
  return {
    portfolio_id: portfolio.id,
    user_id: portfolio.user_id,
    revision: mongoose.trusted({ $lte: revision }),
    $or: [{ removed_revision: null }, { removed_revision: mongoose.trusted({ $gt: revision }) }],
  };
}

/** The same filter for the driver, which casts nothing. */
export function visibleDocuments({ portfolio, revision }: Ledger) {
  return {
    portfolio_id: new Types.ObjectId(portfolio.id),
    user_id: new Types.ObjectId(portfolio.user_id),
    revision: { $lte: revision },
    $or: [{ removed_revision: null }, { removed_revision: { $gt: revision } }],
  };
}
