import { setImmediate } from 'node:timers/promises';
import { FieldError } from '../../common/errors/domain-error';
import { validationFailed } from '../../common/errors/http.errors';
import { fieldPath } from '../ledger/ledger.errors';
import type { EntryContent } from './entry';
import { readLine } from './read-line';

export const MOST_LINES_AT_ONCE = 5_000;
const MOST_ERRORS = 100;
/** Others get their turn on the event loop in between. */
const LINES_A_TURN = 50;

/** The lines of a request: one, or a list of them. */
export interface RequestedLines {
  readonly contents: EntryContent[];
  /** whether the request is a list, whose errors name their place */
  readonly isList: boolean;
}

/**
 * Reads the body of a request for new lines: one line, or `{ items: [...] }`.
 * @throws DomainError `validation.failed`, naming what is wrong with each line
 */
export async function readLines(body: unknown, now: Date): Promise<RequestedLines> {
  const items = listIn(body);
  if (!items) return { contents: [contentOf(body, now)], isList: false };
  if (items.length === 0 || items.length > MOST_LINES_AT_ONCE) {
    const message = `items must be a list of 1 to ${MOST_LINES_AT_ONCE} lines`;
    throw validationFailed([{ field: 'items', message }]);
  }
  const contents: EntryContent[] = [];
  const errors: FieldError[] = [];
  for (const [place, item] of items.entries()) {
    const read = readLine(item, now);
    if (read.errors) errors.push(...read.errors.map((error) => placed(error, place)));
    else contents.push(read.content);
    if (errors.length >= MOST_ERRORS) break;
    if (place % LINES_A_TURN === LINES_A_TURN - 1) await setImmediate();
  }
  if (errors.length > 0) throw validationFailed(errors);
  return { contents, isList: true };
}

/** @throws DomainError `validation.failed` */
export function contentOf(line: unknown, now: Date): EntryContent {
  const read = readLine(line, now);
  if (read.errors) throw validationFailed(read.errors);
  return read.content;
}

function placed({ field, message }: FieldError, place: number): FieldError {
  return { field: field === '' ? `items.${place}` : fieldPath(place, field), message };
}

function listIn(body: unknown): unknown[] | undefined {
  if (typeof body !== 'object' || body === null || !('items' in body)) return undefined;
  const { items, ...others } = body;
  const unknown = Object.keys(others).map((field) => ({
    field,
    message: `property ${field} should not exist`,
  }));
  if (unknown.length > 0) throw validationFailed(unknown);
  if (!Array.isArray(items))
    throw validationFailed([{ field: 'items', message: 'items must be a list of lines' }]);
  return items as unknown[];
}
