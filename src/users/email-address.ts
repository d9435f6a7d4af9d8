import { domainToASCII, domainToUnicode } from 'node:url';
import { registerDecorator } from 'class-validator';

/** Scripts that may stand together in one word, after the "highly restrictive" level of UTS 39. */
const TOGETHER = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
] as const;
/** Scripts with letters that look like those of another. */
const ALONE = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Armenian',
  'Cherokee',
  'Coptic',
  'Georgian',
  'Hebrew',
  'Arabic',
];

const onlyOf = (scripts: readonly string[]) => {
  const letters = scripts.map((script) => `\\p{Script=${script}}`).join('');
  return new RegExp(`^[${letters}\\p{Script=Common}\\p{Script=Inherited}]*$`, 'u');
};
const ALLOWED = [
  ...[...TOGETHER, ...ALONE.map((script) => [script])].map(onlyOf),
  new RegExp(`^[^${ALONE.map((script) => `\\p{Script=${script}}`).join('')}]*$`, 'u'),
];

/**
 * One spelling per address: trimmed, compatibility forms replaced, lower case, the domain as DNS has it (UTS 46).
 * What is no address is treated as far as it can be.
 */
export function normaliseEmail(email: string): string {
  const text = email.trim().normalize('NFKC').toLowerCase();
  const at = text.lastIndexOf('@');
  const domain = at > 0 ? domainToASCII(text.slice(at + 1)) : '';
  return domain ? `${text.slice(0, at)}@${domain}` : text;
}

/** Whether an address can be told from one that looks like it: neither its name nor a label of its domain mixes scripts. */
export function isUnmistakable(email: string): boolean {
  const normal = normaliseEmail(email);
  const at = normal.lastIndexOf('@');
  const labels = domainToUnicode(normal.slice(at + 1)).split('.');
  return [normal.slice(0, Math.max(0, at)), ...labels].every((word) =>
    ALLOWED.some((scripts) => scripts.test(word)),
  );
}

/** A new address in a DTO, beside `IsEmail`. */
export function IsUnmistakableEmail(): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name: 'isUnmistakableEmail',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (value) => typeof value === 'string' && isUnmistakable(value),
        defaultMessage: () => `${String(property)} must not mix letters of several scripts`,
      },
    });
}
