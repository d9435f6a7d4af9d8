import { createHash, randomInt } from 'node:crypto';

const HOW_MANY = 10;
/** Crockford's: no letter that looks like a digit or like another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP_LENGTH = 4;
/** 120 bits: from 112 on a plain digest is enough (ASVS 6.5.2). */
const GROUPS = 6;
/** Of codes that earlier versions issued, which are good until they are used or made anew. */
const EARLIER_GROUPS = 4;

/** @returns ten codes of 120 random bits, such as `7QZK-0M3T-XW9D-H5RA-B2CD-93KM` */
export function issueRecoveryCodes(): string[] {
  return Array.from({ length: HOW_MANY }, issueOne);
}

/**
 * What is stored of a code. With so many random bits in it a plain digest cannot be reversed by trying; the account is part of it,
 * so that equal digests tell nothing.
 * @returns null for what cannot be one of our codes
 */
export function digestOfRecoveryCode(userId: string, written: string): string | null {
  const code = canonical(written);
  const isWhole = [GROUPS, EARLIER_GROUPS].some((groups) => code.length === groups * GROUP_LENGTH);
  if (!isWhole || [...code].some((sign) => !ALPHABET.includes(sign))) return null;
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
