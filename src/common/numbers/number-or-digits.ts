import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { registerDecorator } from 'class-validator';
import type { ValidationArguments } from 'class-validator';
import { exactText } from './exact-number';

/** A JSON number, or the plain digits of one that a double cannot carry. */
export type NumberOrDigits = number | string;

interface Range {
  min: number;
  /** strictly above `min` */
  above?: boolean;
  max: number;
}

/**
 * A number in a DTO: a JSON number, taken for the digits that it is shown with, or text of up to 18 decimals, whose
 * digits are kept.
 */
export function IsNumberOrDigits({ min, above = false, max }: Range): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? (exactText(value) ?? value) : value,
    ),
    (target: object, property: string | symbol) =>
      registerDecorator({
        name: 'isNumberOrDigits',
        target: target.constructor,
        propertyName: String(property),
        validator: {
          validate: (value: unknown) => {
            if (!isNumber(value)) return false;
            const number = Number(value);
            return (above ? number > min : number >= min) && number <= max;
          },
          defaultMessage: ({ value }: ValidationArguments) =>
            `${String(property)} must be a number` +
            (isNumber(value) ? ` ${above ? 'above' : 'at least'} ${min} and at most ${max}` : ''),
        },
      }),
  );
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number'
    ? Number.isFinite(value)
    : typeof value === 'string' && exactText(value) === value;
}
