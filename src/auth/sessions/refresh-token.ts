import { createHash, createHmac, randomBytes } from 'node:crypto';

const ID = 12;
const FAMILY = 16;
const SECRET = 32;
const LENGTH = ID + FAMILY + SECRET;

/**
 * What a refresh token says once decoded. The family part is the same in all tokens of a session, so that a spent one
 * is known for what it is without keeping every spent token; only digests of both secret parts are stored.
 */
export interface RefreshToken {
  sessionId: string;
  familyHash: string;
  refreshHash: string;
}

export interface IssuedRefreshToken extends RefreshToken {
  /** what the client gets: opaque, 80 characters */
  text: string;
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url');

/** @returns null for anything that issueRefreshToken did not make */
export function readRefreshToken(text: string): RefreshToken | null {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== LENGTH || bytes.toString('base64url') !== text) return null;
  return {
    sessionId: bytes.subarray(0, ID).toString('hex'),
    familyHash: digest(bytes.subarray(ID, ID + FAMILY)),
    refreshHash: digest(bytes.subarray(ID + FAMILY)),
  };
}

/** The first token of a session. */
export function issueRefreshToken(sessionId: string): IssuedRefreshToken {
  return assemble(sessionId, randomBytes(FAMILY), randomBytes(SECRET));
}

/**
 * The token that follows another in its family. Whoever has the key and the token before comes to the same successor,
 * so that a repeated request can be given the answer that was lost without its having been kept.
 * @param previous a token that `readRefreshToken` accepts
 * @param key a secret of this installation; without it nothing can be told of a successor
 */
export function succeedRefreshToken(previous: string, key: string): IssuedRefreshToken {
  const bytes = Buffer.from(previous, 'base64url');
  const secret = createHmac('sha256', key).update('refresh-successor:').update(bytes).digest();
  return assemble(bytes.subarray(0, ID).toString('hex'), bytes.subarray(ID, ID + FAMILY), secret);
}

function assemble(sessionId: string, family: Uint8Array, secret: Uint8Array): IssuedRefreshToken {
  return {
    text: Buffer.concat([Buffer.from(sessionId, 'hex'), family, secret]).toString('base64url'),
    sessionId,
    familyHash: digest(family),
    refreshHash: digest(secret),
  };
}
