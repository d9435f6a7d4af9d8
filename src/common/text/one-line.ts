import { Matches } from 'class-validator';

/** A name in a DTO: no line breaks or other control characters, which lists, subjects and file names have no use for. */
export function IsOneLine(): PropertyDecorator {
  return Matches(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, {
    message: '$property must be one line without control characters',
  });
}
