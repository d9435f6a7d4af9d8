/** Who a request or a socket acts for, once its access token was found good. Ids are 24 hex digits. */
export interface Identity {
  userId: string;
  sessionId: string;
  isSuperuser: boolean;
  /** when the access token ends */
  expiresAt: Date;
}
