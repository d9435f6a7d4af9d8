import { applyDecorators, Injectable, PipeTransform } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { Matches } from 'class-validator';
import { DomainError } from '../errors/domain-error';

export const SYMBOL_PATTERN = /^[A-Z0-9.\-=^]{1,20}$/;
const SYMBOL_RULE = 'must be 1 to 20 characters of A-Z 0-9 . - = ^';

const upper = (value: unknown): unknown => (typeof value === 'string' ? value.trim().toUpperCase() : value);

/** A symbol, or a list of them with `each`, in a DTO; upper-cased on the way in. */
export function IsSymbol(options: { each?: boolean } = {}): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(upper) : upper(value))),
    Matches(SYMBOL_PATTERN, { ...options, message: `$property ${SYMBOL_RULE}` }),
  );
}

/** @throws DomainError `symbol.invalid` */
export function parseSymbol(value: unknown): string {
  const symbol = upper(value);
  if (typeof symbol !== 'string' || !SYMBOL_PATTERN.test(symbol)) {
    throw new DomainError('invalid', 'symbol.invalid', `A symbol ${SYMBOL_RULE}.`, {
      errors: [{ field: 'symbol', message: `symbol ${SYMBOL_RULE}` }],
    });
  }
  return symbol;
}

/** Checks and upper-cases a symbol in a path. */
@Injectable()
export class SymbolPipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    return parseSymbol(value);
  }
}
