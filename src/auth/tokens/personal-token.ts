import { TokenRights } from '../../common/identity/token-rights';
import { digestOfOpaqueToken, issueOpaqueToken } from '../opaque-token';

/** Tells what it is to people and to programs that look for leaked secrets. */
const PREFIX = 'tkf_';
const FORM = /^tkf_[\w-]{43}$/;

/** A token of a program that acts for a user, as its user sees it. */
export interface PersonalToken extends TokenRights {
  id: string;
  user_id: string;
  name: string;
  created_at: Date;
  expires_at: Date;
  last_used_at: Date | null;
}

/** A new token: 256 random bits. */
export function issuePersonalToken(): string {
  return PREFIX + issueOpaqueToken();
}

/** Whether a text is meant to be such a token, good or not. */
export function isPersonalToken(text: string): boolean {
  return text.startsWith(PREFIX);
}

/** What is stored of a token; null for a text that is none. */
export function digestOfToken(text: string): string | null {
  return FORM.test(text) ? digestOfOpaqueToken(text) : null;
}
