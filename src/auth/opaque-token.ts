import { createHash, randomBytes } from 'node:crypto';

const BYTES = 32;

/** A random text that a client shows again later. */
export function issueOpaqueToken(): string {
  return randomBytes(BYTES).toString('base64url');
}

/** What is stored of it. */
export function digestOfOpaqueToken(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
