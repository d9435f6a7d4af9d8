import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { registerDecorator } from 'class-validator';
import { Decimal } from 'decimal.js';
import { isPlainDecimal } from './plain-decimal';

/** 18 decimals below 10^15 need 33 digits. */
const Exact = Decimal.clone({ precision: 40, toExpNeg: -30, toExpPos: 30 });
const TEXT = /^[+-]?\d{1,40}(\.\d{1,40})?(e[+-]?\d{1,2})?$/i;
const MOST_DECIMALS = 18;
const MOST = '1e15';

export interface ExactRange {
  /** none below; 0 where left out */
  min?: string;
  /** strictly above `min` */
  above?: boolean;
  max?: string;
}

/**
 * An exact decimal in a DTO: a JSON number, or its digits as text where a double would lose some. It becomes plain
 * decimal text, with up to 18 decimals and up to 10^15.
 */
export function IsExactNumber({ min = '0', above = false, max = MOST }: ExactRange = {}): PropertyDecorator {
  const range = `${above ? 'above' : 'at least'} ${min} and at most ${max}`;
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => exactText(value) ?? value),
    (target: object, property: string | symbol) =>
      registerDecorator({
        name: 'isExactNumber',
        target: target.constructor,
        propertyName: String(property),
        validator: {
          validate: (value: unknown) => {
            if (typeof value !== 'string' || exactText(value) !== value) return false;
            if (min === '0' && max === MOST && isPlainDecimal(value))
              return !value.startsWith('-') && !(above && value === '0');
            const number = new Exact(value);
            return (above ? number.gt(min) : number.gte(min)) && number.lte(max);
          },
          defaultMessage: () =>
            `${String(property)} must be a number ${range} with up to ${MOST_DECIMALS} decimals; ` +
            'send the digits as text where a JSON number cannot carry them',
        },
      }),
  );
}

/** Documents a number that is sent as a JSON number where that is exact, else as its digits. */
export function ApiExactNumber({
  example,
  nullable,
  ...options
}: Omit<ApiPropertyOptions, 'type'> & { example: number | string }) {
  return ApiProperty({
    ...options,
    example,
    oneOf: [
      { type: 'number' },
      { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' },
      ...(nullable ? [{ type: 'null' }] : []),
    ],
  } as ApiPropertyOptions);
}

/** The plain digits of a number or a text; undefined for what is no exact decimal of up to 18 decimals. */
export function exactText(value: unknown): string | undefined {
  if (typeof value === 'number') {
    const isWhole = Number.isInteger(value);
    if (!Number.isFinite(value) || (isWhole && !Number.isSafeInteger(value))) return undefined;
    return exactText(String(value));
  }
  if (typeof value === 'string' && isPlainDecimal(value)) return value;
  if (typeof value !== 'string' || !TEXT.test(value)) return undefined;
  const number = new Decimal(value);
  if (number.decimalPlaces() > MOST_DECIMALS || number.gt('1e30') || number.lt('-1e30')) return undefined;
  return number.isZero() ? '0' : number.toFixed();
}

/** An exact decimal as it is sent: the JSON number of the same digits where there is one, else the digits. */
export function exactNumber(text: string): number | string {
  const number = Number(text);
  return exactText(number) === text ? number : text;
}
