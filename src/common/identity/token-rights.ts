/**
 * What a personal access token may be used for: `read` what the account has, `values` what it is worth, `write` to change
 * it, `reports`, `market` for prices, `admin` for what superusers may.
 */
export const SCOPES = ['read', 'values', 'write', 'reports', 'market', 'admin'] as const;
export type TokenScope = (typeof SCOPES)[number];

/** A route that only a signed-in session may use, such as those for passwords and tokens. */
export const SESSION = 'session';
export type RequiredScope = TokenScope | typeof SESSION;

/** What a token may do; an identity of a session has none and may do everything that its user may. */
export interface TokenRights {
  scopes: TokenScope[];
  /** the only portfolios that it opens; null for all */
  portfolios: string[] | null;
}
