import { unacceptableJson } from '../../../common/errors/http.errors';

const DEEPEST = 20;
export const TEXT_RULE = 'must be Unicode without the character NUL';
/** NUL, and halves of surrogate pairs, which UTF-8 cannot carry: they would be stored as something else. */
const NO_TEXT = /[\0\p{Surrogate}]/u;

/**
 * Lets JSON through that no later code needs to be afraid of: not nested so deep that recursion would overflow, no
 * keys that every object has, no text that cannot be stored. Works without recursion itself.
 * @throws DomainError `http.unacceptable_json`
 */
export function assertPlain(body: unknown): void {
  const open: { value: unknown; depth: number }[] = [{ value: body, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') refuseNoText(value);
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= DEEPEST) throw unacceptableJson(`What is sent is nested more than ${DEEPEST} levels deep.`);
    for (const [key, child] of Object.entries(value)) {
      if (isOfEveryObject(key)) throw unacceptableJson(`A body has no field named ${key}.`);
      refuseNoText(key);
      open.push({ value: child, depth: depth + 1 });
    }
  }
}

/**
 * Whether a name is one like `constructor` or `toString`, which reaches an object's prototype or hides what it has from
 * there; validation would not see it.
 */
export function isOfEveryObject(name: string): boolean {
  return name === 'prototype' || name in Object.prototype;
}

function refuseNoText(text: string): void {
  if (NO_TEXT.test(text)) throw unacceptableJson(`Text ${TEXT_RULE}.`);
}
