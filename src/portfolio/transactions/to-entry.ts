import { Types } from 'mongoose';
import { calendarDayOf } from '../../common/calendar/calendar-day';
import type { TransactionRow } from '../ledger/ledger';
import type { TransactionRecord } from '../schemas/transaction.schema';
import type { Entry } from './entry';

/** A row's own id beside the line it tells, so that a change can take the row away. */
export interface StoredEntry {
  readonly rowId: Types.ObjectId;
  readonly entry: Entry;
}

export function toStoredEntry(record: TransactionRecord): StoredEntry {
  return { rowId: record._id, entry: toEntry(record) };
}

export function toEntry(record: TransactionRecord): Entry {
  const {
    _id,
    portfolio_id: _portfolio,
    user_id: _user,
    change_id: _change,
    revision: _revision,
    removed_revision: _removed,
    expires_at: _expires,
    transaction_id,
    account_id,
    date,
    settle_date,
    acquired_on,
    lots,
    ...rest
  } = record;
  return {
    ...rest,
    id: transaction_id.toHexString(),
    account_id: account_id.toHexString(),
    date: calendarDayOf(date),
    ...(settle_date && { settle_date: calendarDayOf(settle_date) }),
    ...(acquired_on && { acquired_on: calendarDayOf(acquired_on) }),
    ...(lots && {
      lots: lots.map(({ transaction_id: id, quantity }) => ({ transaction_id: id.toHexString(), quantity })),
    }),
  };
}

export function toTransactionRow(entry: Entry): TransactionRow {
  const { id, account_id, date, settle_date, acquired_on, lots, ...rest } = entry;
  return {
    ...rest,
    transaction_id: new Types.ObjectId(id),
    account_id: new Types.ObjectId(account_id),
    date: midnightOf(date),
    ...(settle_date && { settle_date: midnightOf(settle_date) }),
    ...(acquired_on && { acquired_on: midnightOf(acquired_on) }),
    ...(lots && {
      lots: lots.map(({ transaction_id, quantity }) => ({
        transaction_id: new Types.ObjectId(transaction_id),
        quantity,
      })),
    }),
  };
}

function midnightOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
