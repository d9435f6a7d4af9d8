import { DomainError } from '../../common/errors/domain-error';

const DEEPEST = 20;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Lets JSON through that no later code needs to be afraid of: not nested so deep that recursion would overflow, no
 * keys that reach an object's prototype, no NUL in text. Works without recursion itself.
 * @throws DomainError `http.unacceptable_json`
 */
export function assertPlain(body: unknown): void {
  const open: { value: unknown; depth: number }[] = [{ value: body, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') refuseNul(value);
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= DEEPEST) throw unacceptable(`The body is nested more than ${DEEPEST} levels deep.`);
    for (const [key, child] of Object.entries(value)) {
      if (FORBIDDEN_KEYS.has(key)) throw unacceptable(`A body has no field named ${key}.`);
      refuseNul(key);
      open.push({ value: child, depth: depth + 1 });
    }
  }
}

function refuseNul(text: string): void {
  if (text.includes('\0')) throw unacceptable('Text must not contain the character NUL.');
}

function unacceptable(detail: string): DomainError {
  return new DomainError('invalid', 'http.unacceptable_json', detail);
}
