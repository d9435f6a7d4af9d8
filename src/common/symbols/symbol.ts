import { applyDecorators, Injectable, PipeTransform } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { Matches } from 'class-validator';
import { DomainError } from '../errors/domain-error';
import { PRIVATE_SYMBOL_PATTERN } from './private-symbol';

/** What no spreadsheet takes for a formula, and no path for a way up: a letter or digit first, after the `^` of an index. */
export const LISTED_SYMBOL_PATTERN = /^(?=.{1,20}$)\^?[A-Z0-9][A-Z0-9.\-=^&_]*$/;
/** What a provider may know, or an instrument of its owner's own. */
export const SYMBOL_PATTERN = new RegExp(`${LISTED_SYMBOL_PATTERN.source}|${PRIVATE_SYMBOL_PATTERN.source}`);
const LISTED_RULE = 'must be 1 to 20 characters of A-Z 0-9 . - = ^ & _, a letter or digit first (after a ^)';
const SYMBOL_RULE = `${LISTED_RULE}, or PRIVATE: and a name of your own`;

export const upper = (value: unknown): unknown =>
  typeof value === 'string' ? value.trim().toUpperCase() : value;

/** A symbol, or a list of them with `each`, in a DTO; upper-cased on the way in. */
export function IsSymbol(options: { each?: boolean } = {}): PropertyDecorator {
  return symbolProperty(SYMBOL_PATTERN, SYMBOL_RULE, options);
}

/** `IsSymbol` for what needs a market: instruments of one's own are refused. */
export function IsListedSymbol(): PropertyDecorator {
  return symbolProperty(LISTED_SYMBOL_PATTERN, LISTED_RULE, {});
}

function symbolProperty(pattern: RegExp, rule: string, options: { each?: boolean }): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(upper) : upper(value))),
    Matches(pattern, { ...options, message: `$property ${rule}` }),
  );
}

export const invalidSymbol = () =>
  new DomainError('invalid', 'symbol.invalid', `A symbol ${SYMBOL_RULE}.`, {
    errors: [{ field: 'symbol', message: `symbol ${SYMBOL_RULE}` }],
  });

/** A symbol that a provider may know. @throws DomainError `symbol.invalid` */
export function parseListedSymbol(value: unknown): string {
  return parsed(value, LISTED_SYMBOL_PATTERN);
}

/** Checks and upper-cases a symbol in a path. */
@Injectable()
export class SymbolPipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    return parsed(value, SYMBOL_PATTERN);
  }
}

function parsed(value: unknown, pattern: RegExp): string {
  const symbol = upper(value);
  if (typeof symbol !== 'string' || !pattern.test(symbol)) throw invalidSymbol();
  return symbol;
}
