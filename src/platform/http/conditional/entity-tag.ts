import { createHash } from 'node:crypto';

/** A version that no document has. */
export const NO_VERSION = -1;

/** The entity tag of a document that counts its versions. */
export function versionTag(version: number): string {
  return `"v${version}"`;
}

/** The entity tag of whatever is sent, made from its content. */
export function contentTag(body: unknown): string {
  return `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 27)}"`;
}

/** `"v3"`, and what people make of it: without quotes, or the bare version. */
const TAG = /^\s*("?)v?(\d{1,15})(-[a-z]+)?\1\s*$/;

/**
 * The version that an `If-Match` demands.
 * @returns undefined when any will do, NO_VERSION when none can match. Of several tags only the highest can still be
 * current, since versions only rise; a weak tag never matches (RFC 9110, 13.1.1). A proxy that compressed the document has
 * put the name of the coding behind its tag, such as `"v3-gzip"`: it is the same version.
 */
export function versionOfIfMatch(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const versions = header.split(',').map((tag) => Number(TAG.exec(tag)?.[2] ?? NO_VERSION));
  return Math.max(...versions);
}

const ONE_TAG = /^"v(\d{1,15})"$/;

/** The version that an `If-None-Match` names, just as it was given out; undefined for anything else. */
export function versionOfIfNoneMatch(header: string | undefined): number | undefined {
  const digits = header === undefined ? undefined : ONE_TAG.exec(header)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
