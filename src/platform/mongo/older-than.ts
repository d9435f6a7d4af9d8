import mongoose, { Types } from 'mongoose';
import { Position } from '../../common/paging/cursor';

/** The part of a filter that starts a newest-first page behind where the page before ended. */
export function olderThan(after: Position | undefined) {
  if (!after) return {};
  return {
    $or: [
      { created_at: mongoose.trusted({ $lt: after.created_at }) },
      { created_at: after.created_at, _id: mongoose.trusted({ $lt: new Types.ObjectId(after.id) }) },
    ],
  };
}
