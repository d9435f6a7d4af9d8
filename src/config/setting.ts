import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsInt, IsUrl, Matches, Max, Min } from 'class-validator';
import { PlainNumber } from '../common/numbers/plain-number';
import { parseDuration } from './duration';

/** What browsers send; anything more would never equal it. */
const ORIGIN = /^https?:\/\/[^/?#]+$/;
const HTTP_URL = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

/** A setting that is a whole number. */
export const Whole = (min: number, max?: number) => applyDecorators(PlainNumber(), ...within(min, max));

/** A setting that is whole seconds, given as a duration such as `15m`. */
export const Seconds = (min: number, max?: number) =>
  applyDecorators(transformText(parseDuration), ...within(min, max));

/** A setting that is a list, given with commas between. */
export const List = () =>
  transformText((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  );

/** A setting that is a list of origins of web pages. */
export const Origins = () =>
  applyDecorators(
    List(),
    IsUrl(HTTP_URL, { each: true }),
    Matches(ORIGIN, { each: true, message: 'each must be like https://app.example.com, without a path' }),
  );

export const IsHttpUrl = () => IsUrl(HTTP_URL);

function within(min: number, max: number | undefined): PropertyDecorator[] {
  return [IsInt(), Min(min), ...(max === undefined ? [] : [Max(max)])];
}

function transformText(read: (text: string) => unknown): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? read(value) : value));
}
