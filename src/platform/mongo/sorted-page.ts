import mongoose, { Types } from 'mongoose';
import { decodeCursor, NEWEST_FIRST, NULLABLE } from '../../common/paging/cursor';
import type { PagePosition, PageRequest, SortableField } from '../../common/paging/cursor';
import { fieldOf, isDescending } from '../../common/paging/sort';
import type { Sort } from '../../common/paging/sort';

type Condition = Record<string, unknown>;

/** The order of a page; what is equal is in the order of its making. */
export function orderOf({ sort = NEWEST_FIRST }: Pick<PageRequest, 'sort'>): Record<string, 1 | -1> {
  const direction = isDescending(sort) ? -1 : 1;
  return { [fieldOf(sort)]: direction, _id: direction };
}

/** The part of a filter that starts a page where the one before ended. @throws DomainError `paging.invalid_cursor` */
export function behind({ cursor, sort = NEWEST_FIRST }: Omit<PageRequest, 'limit'>): { $or?: Condition[] } {
  return cursor === undefined ? {} : beyond(sort, decodeCursor(cursor, sort));
}

/** The part of a filter that leaves what comes after a position. Null is less than anything, as the database has it. */
export function beyond(sort: Sort<SortableField>, { value, id }: PagePosition): { $or: Condition[] } {
  const field = fieldOf(sort);
  const further = isDescending(sort) ? '$lt' : '$gt';
  const equal = { [field]: value, _id: mongoose.trusted({ [further]: new Types.ObjectId(id) }) };
  if (value !== null) {
    const nulls = isDescending(sort) && NULLABLE.has(field) ? [{ [field]: null }] : [];
    return { $or: [{ [field]: mongoose.trusted({ [further]: value }) }, ...nulls, equal] };
  }
  const known = isDescending(sort) ? [] : [{ [field]: mongoose.trusted({ $ne: null }) }];
  return { $or: [...known, equal] };
}
