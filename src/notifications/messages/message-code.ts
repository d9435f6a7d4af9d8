import { createHmac } from 'node:crypto';

/** `token` is long and goes into a link; `digits` are six, to be typed from an SMS. */
export type CodeForm = 'token' | 'digits';

/**
 * The secret that a message carries, made of its id: who sends it and who checks it come to the same one, so that it is
 * stored nowhere.
 * @param key a secret of this installation
 * @param id 24 hex digits, unique to the message
 */
export function messageCode(key: string, id: string, form: CodeForm): string {
  const digest = createHmac('sha256', key).update(`message-code:${form}:${id}`).digest();
  if (form === 'digits') return String(digest.readUInt32BE() % 1_000_000).padStart(6, '0');
  return `${id}${digest.toString('base64url').slice(0, 32)}`;
}
