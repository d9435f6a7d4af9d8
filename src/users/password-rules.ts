import { registerDecorator } from 'class-validator';
import { COMMON_PASSWORDS } from './common-passwords';

const SHORTEST = 8;
/** bcrypt ignores what comes after, so longer passwords would be guessable by their beginning. */
const LONGEST_BYTES = 72;

/** Whether bcrypt takes the whole password into account. */
export function fitsBcrypt(password: string): boolean {
  return Buffer.byteLength(password) <= LONGEST_BYTES && !password.includes('\0');
}

/** @returns what is wrong with a new password, or null */
export function passwordProblem(password: unknown): string | null {
  if (typeof password !== 'string' || [...password].length < SHORTEST) {
    return `must have at least ${SHORTEST} characters`;
  }
  if (!fitsBcrypt(password)) return `must have at most ${LONGEST_BYTES} bytes in UTF-8`;
  if (COMMON_PASSWORDS.has(password.toLowerCase()))
    return 'is one of the commonest passwords; choose another';
  return null;
}

/** A new password in a DTO. */
export function IsNewPassword(): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name: 'isNewPassword',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (value) => passwordProblem(value) === null,
        defaultMessage: (details) => `${String(property)} ${passwordProblem(details?.value) ?? ''}`,
      },
    });
}
