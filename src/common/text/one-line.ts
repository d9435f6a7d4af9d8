import { Matches, ValidationOptions } from 'class-validator';

/** Characters that are not seen but change how others are read: of direction, and of no width but for the joiners. */
const UNSEEN =
  '\\u00AD\\u061C\\u180E\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u206F\\uFEFF';
/** Joiners belong into some scripts and emoji; between anything else they only make two names look alike. */
const STRAY_JOINER = '(?<![^\\x00-\\u024F])[\\u200C\\u200D]|[\\u200C\\u200D](?![^\\x00-\\u024F])';
/** A line without control characters and what is unseen. */
export const ONE_LINE = new RegExp(`^(?!.*(?:${STRAY_JOINER}))[^\\p{Cc}\\p{Zl}\\p{Zp}${UNSEEN}]*$`, 'u');

/**
 * A name in a DTO: no line breaks or other control characters, which lists, subjects and file names have no use for, and
 * nothing unseen that makes a name look like another.
 */
export function IsOneLine(options: Pick<ValidationOptions, 'each'> = {}): PropertyDecorator {
  return Matches(ONE_LINE, {
    ...options,
    message: '$property must be one line without control or invisible characters',
  });
}

/** What is left of a text from outside without line breaks, control and unseen characters: it passes `IsOneLine`. */
export function oneLineOf(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '');
}
