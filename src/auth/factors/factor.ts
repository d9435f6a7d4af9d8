/** What may be asked for after a password. */
export const FACTOR_KINDS = ['totp', 'passkey', 'recovery_code'] as const;
export type FactorKind = (typeof FACTOR_KINDS)[number];

/** What an account has of second factors, without secrets. */
export interface Factors {
  /** since when an authenticator app is confirmed; null for none */
  totp_since: Date | null;
  passkeys: number;
  recovery_codes_left: number;
}

/** A password was right; the sign-in goes on with the ticket and one of the factors. */
export interface MfaRequired {
  ticket: string;
  factors: FactorKind[];
  /** seconds until the ticket ends */
  expires_in: number;
}
