import { Injectable, PipeTransform } from '@nestjs/common';
import { PRIVATE_PREFIX, PRIVATE_SYMBOL_PATTERN } from '../../common/symbols/private-symbol';
import { invalidSymbol, upper } from '../../common/symbols/symbol';

/** Checks and upper-cases the symbol of a private instrument in a path; its prefix may be left out. */
@Injectable()
export class PrivateSymbolPipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    const given = String(upper(value));
    const symbol = given.startsWith(PRIVATE_PREFIX) ? given : `${PRIVATE_PREFIX}${given}`;
    if (!PRIVATE_SYMBOL_PATTERN.test(symbol)) throw invalidSymbol();
    return symbol;
  }
}
