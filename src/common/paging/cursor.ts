import { DomainError } from '../errors/domain-error';
import { fieldOf, Sort } from './sort';

/** What lists that are read from the database can be sorted by. */
const SORTABLE = {
  created_at: 'moment',
  updated_at: 'moment',
  last_used_at: 'moment',
  expires_at: 'moment',
  last_login: 'moment',
  email: 'text',
  full_name: 'text',
  name: 'text',
  symbol: 'text',
  file_name: 'text',
} as const;

export type SortableField = keyof typeof SORTABLE;
/** Those that not every row has. */
export const NULLABLE: ReadonlySet<SortableField> = new Set(['last_login', 'file_name']);

type Sortable = { id: string } & Partial<Record<SortableField, Date | string | null>>;

/** A page as it is asked for; newest first where no order is named. */
export interface PageRequest {
  limit: number;
  cursor?: string;
  sort?: Sort<SortableField>;
}

/** Where a page of a sorted list ended. */
export interface PagePosition {
  /** of the field that the list is sorted by */
  value: Date | string | null;
  id: string;
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export const NEWEST_FIRST = '-created_at';

export const invalidCursor = () =>
  new DomainError('invalid', 'paging.invalid_cursor', 'The cursor is not one that this list gave.');

/** @throws DomainError `paging.invalid_cursor` for what no page in this order came with */
export function decodeCursor(cursor: string, sort: Sort<SortableField>): PagePosition {
  const [ofSort, told, id] = partsOf(cursor);
  const value = valueIn(told, fieldOf(sort));
  if (ofSort !== sort || value === undefined || !isId(id)) throw invalidCursor();
  return { value, id };
}

/** A page is cut before it grows beyond this many characters of JSON, though never to nothing. */
export const LONGEST_PAGE = 256 * 1024;

/**
 * Cuts a page out of rows read with one more than asked for: at `limit` items, or earlier where they are large.
 * @param rows in the order asked for, at most `limit + 1`
 */
export function pageOf<R extends Sortable, T>(
  rows: R[],
  { limit, sort = NEWEST_FIRST }: PageRequest,
  show: (row: R) => T,
): Page<T> {
  const items: T[] = [];
  let length = 0;
  for (const row of rows.slice(0, limit)) {
    const item = show(row);
    length += JSON.stringify(item).length;
    if (length > LONGEST_PAGE && items.length > 0) break;
    items.push(item);
  }
  const last = rows[items.length - 1];
  return { items, next_cursor: rows.length > items.length && last ? encodeCursor(last, sort) : null };
}

/** An opaque, URL-safe text for the place of a row. */
function encodeCursor(row: Sortable, sort: Sort<SortableField>): string {
  const value = row[fieldOf(sort)] ?? null;
  const told = value instanceof Date ? value.getTime() : value;
  return Buffer.from(JSON.stringify([sort, told, row.id])).toString('base64url');
}

function partsOf(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    throw invalidCursor();
  }
}

/** @returns undefined for what the field never holds */
function valueIn(told: unknown, field: SortableField): PagePosition['value'] | undefined {
  if (told === null) return NULLABLE.has(field) ? null : undefined;
  if (SORTABLE[field] === 'text') return typeof told === 'string' ? told : undefined;
  const moment = new Date(typeof told === 'number' ? told : NaN);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

const isId = (id: unknown): id is string => typeof id === 'string' && /^[0-9a-f]{24}$/.test(id);
