import type { Entry, EntryContent } from './entry';

const KEPT: ReadonlySet<string> = new Set<keyof Entry>([
  'id',
  'seq',
  'origin',
  'basis',
  'version',
  'created_at',
  'updated_at',
]);

/** A line as a client would send it with some fields changed; null takes a field away. */
export function patched(entry: Entry, patch: Record<string, unknown>): Record<string, unknown> {
  const content = Object.entries(entry as EntryContent).filter(([field]) => !KEPT.has(field));
  const merged = { ...Object.fromEntries(content), ...patch };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}
