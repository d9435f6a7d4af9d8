import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Environment } from '../../../config/environment';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface OpenedSecret {
  text: string;
  /** whether the retired key opened it, so that it is to be sealed anew */
  isOld: boolean;
}

/**
 * Seals what has to be read again, unlike a password, under a key made of `JWT_SECRET`. It is bound to its account: copied
 * to another one it does not open.
 */
@Injectable()
export class SealedSecrets {
  private readonly keys: Buffer[];

  constructor({ JWT_SECRET, JWT_PREVIOUS_SECRET }: Environment) {
    this.keys = [JWT_SECRET, ...(JWT_PREVIOUS_SECRET ? [JWT_PREVIOUS_SECRET] : [])].map(keyOf);
  }

  seal(userId: string, text: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.keys[0]!, iv).setAAD(Buffer.from(userId));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** @returns null for what none of our keys has sealed for this account */
  open(userId: string, sealed: string): OpenedSecret | null {
    for (const [place, key] of this.keys.entries()) {
      const text = opened(key, userId, Buffer.from(sealed, 'base64url'));
      if (text !== null) return { text, isOld: place > 0 };
    }
    return null;
  }
}

function opened(key: Buffer, userId: string, bytes: Buffer): string | null {
  const [iv, tag] = [bytes.subarray(0, IV_BYTES), bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)];
  try {
    const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(userId))
      .setAuthTag(tag);
    const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'tickfolio second factors', KEY_BYTES));
}
