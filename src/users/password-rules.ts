import { registerDecorator } from 'class-validator';

const SHORTEST = 8;
const LONGEST = 128;

/** @returns what is wrong with the form of a new password, or null; its strength is `PasswordStrength`'s to judge */
export function passwordProblem(password: unknown): string | null {
  if (typeof password !== 'string' || [...password].length < SHORTEST) {
    return `must have at least ${SHORTEST} characters`;
  }
  if ([...password].length > LONGEST) return `must have at most ${LONGEST} characters`;
  if (password.includes('\0')) return 'must not contain the character NUL';
  return null;
}

/** A new password in a DTO: its form alone. */
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
