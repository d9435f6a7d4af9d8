import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsInt, IsUrl, Matches, Max, Min, ValidateBy } from 'class-validator';
import { PlainNumber } from '../common/numbers/plain-number';
import { parseDuration } from './duration';

const ORIGIN = /^https?:\/\/[^/?#]+$/;
const HTTP_URL = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

/** A setting that is a whole number. */
export const Whole = (min: number, max?: number) => applyDecorators(PlainNumber(), ...within(min, max));

/** A setting that is whole seconds, given as a duration such as `15m`. */
export const Seconds = (min: number, max?: number) =>
  applyDecorators(transformText(parseDuration), ...within(min, max));

/** A setting that is a list, given with commas between. */
export const List = () => transformText(listed);

/** A setting that is a list of origins of web pages, read as browsers send them: anything else would never equal it. */
export const Origins = () =>
  applyDecorators(
    transformText((text) => listed(text).map(asSent)),
    IsUrl(HTTP_URL, { each: true }),
    Matches(ORIGIN, { each: true, message: 'each must be like https://app.example.com, without a path' }),
  );

export const IsHttpUrl = () => IsUrl(HTTP_URL);

/** A URL that paths are put behind. */
export const IsBaseUrl = () =>
  applyDecorators(IsHttpUrl(), Matches(/^[^?#]+$/, { message: 'must be without ? and #' }));

/** The URL of a mail server. */
export const IsSmtpUrl = () =>
  ValidateBy(
    { name: 'smtpUrl', validator: { validate: isSmtpUrl } },
    { message: 'must be like smtp://user:password@host:587, with %25 for a % in the password' },
  );

function isSmtpUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !/^smtps?:\/\/\S+$/.test(value)) return false;
  try {
    const { username, password } = new URL(value);
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

function listed(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}

/** In small letters and without the port that is meant anyway. */
function asSent(origin: string): string {
  return ORIGIN.test(origin) && URL.canParse(origin) ? new URL(origin).origin : origin;
}

function within(min: number, max: number | undefined): PropertyDecorator[] {
  return [IsInt(), Min(min), ...(max === undefined ? [] : [Max(max)])];
}

function transformText(read: (text: string) => unknown): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? read(value) : value));
}
