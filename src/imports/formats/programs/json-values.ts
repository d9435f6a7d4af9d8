import { cut } from '../../../common/text/cut';
import { RowError } from '../draft';

/** An object of JSON with fields nobody has checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function objectIn(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

export function listIn(value: unknown, field: string): readonly unknown[] | undefined {
  const list = objectIn(value)?.[field];
  return Array.isArray(list) ? (list as readonly unknown[]) : undefined;
}

/** undefined for what is no text, and for an empty one */
export function textIn(object: JsonObject, field: string): string | undefined {
  const value = object[field];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The digits of a number or of a text. @throws RowError for anything else */
export function numberIn(object: JsonObject, field: string): string | undefined {
  const value = object[field];
  if (value === undefined || value === null || value === '') return undefined;
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  if (!/^[+-]?\d{1,40}(\.\d{1,40})?(e[+-]?\d{1,2})?$/i.test(text))
    throw new RowError(`${field} is no number`, field);
  return text;
}

/** A row of JSON as the preview shows it. */
export function rawObject(object: JsonObject): Record<string, string> {
  const shown = Object.entries(object)
    .slice(0, 60)
    .filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(shown.map(([key, value]) => [key, cut(asText(value), 300)]));
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
