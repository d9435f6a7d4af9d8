import { createHash, randomInt } from 'node:crypto';

const HOW_MANY = 10;
/** Crockford's: no letter that looks like a digit or like another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** @returns ten codes of 80 random bits, such as `7QZK-0M3T-XW9D-H5RA` */
export function issueRecoveryCodes(): string[] {
  return Array.from({ length: HOW_MANY }, issueOne);
}

/**
 * What is stored of a code. With 80 random bits in it a plain digest cannot be reversed by trying; the account is part of it,
 * so that equal digests tell nothing.
 * @returns null for what cannot be one of our codes
 */
export function digestOfRecoveryCode(userId: string, written: string): string | null {
  const code = canonical(written);
  if (code.length !== GROUPS * GROUP_LENGTH || [...code].some((sign) => !ALPHABET.includes(sign)))
    return null;
  return createHash('sha256').update(`recovery:${userId}:${code}`).digest('base64url');
}

/** As people write them: any case, with or without dashes and spaces, O for 0, I and L for 1. */
function canonical(written: string): string {
  return written.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}

function issueOne(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
