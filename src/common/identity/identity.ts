import type { TokenRights } from './token-rights';

/** Who a request or a socket acts for, once its access token was found good. Ids are 24 hex digits. */
export interface Identity {
  userId: string;
  /** the sign-in, or the personal access token */
  sessionId: string;
  isSuperuser: boolean;
  /** when the access token ends */
  expiresAt: Date;
  /** whether the account needs a second factor that it does not have yet, and may do nothing but add one */
  lacksFactor?: boolean;
  /** what limits a personal access token */
  token?: TokenRights;
}
