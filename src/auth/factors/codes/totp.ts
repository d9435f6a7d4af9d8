import { Secret, TOTP } from 'otpauth';

const ISSUER = 'Tickfolio';
const PERIOD_SECONDS = 30;
/** Steps before and after the present one whose codes count, for clocks that differ. */
const WINDOW = 1;
/** RFC 4226 asks for 128 bits and recommends 160. */
const SECRET_BYTES = 20;
const CODE = /^[0-9]{6}$/;

/** What an authenticator app is given, by typing or as a QR code. */
export interface TotpEnrolment {
  /** base 32 */
  secret: string;
  otpauth_uri: string;
}

/** @param label what the app shows beside the code, such as the account's address */
export function issueTotp(label: string): TotpEnrolment {
  const totp = totpOf(new Secret({ size: SECRET_BYTES }), label);
  return { secret: totp.secret.base32, otpauth_uri: totp.toString() };
}

/**
 * The step of time that a code belongs to (RFC 6238), which lets it be refused when it comes again.
 * @returns null for a code that is not good at that instant
 */
export function stepOfCode(secret: string, code: string, at: Date): number | null {
  // The library compares bytes and fails where the code has others than digits.
  if (!CODE.test(code)) return null;
  const totp = totpOf(Secret.fromBase32(secret));
  const timestamp = at.getTime();
  const delta = totp.validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}

function totpOf(secret: Secret, label?: string): TOTP {
  return new TOTP({ issuer: ISSUER, label, secret, algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS });
}
