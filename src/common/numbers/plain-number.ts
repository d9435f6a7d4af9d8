import { Transform } from 'class-transformer';

const PLAIN = /^\s*-?\d+(?:\.\d+)?\s*$/;

/** A number in a query or a setting, which comes as text: plain decimal digits. Other text stays text, for the validators. */
export function PlainNumber(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && PLAIN.test(value) ? Number(value) : value,
  );
}
