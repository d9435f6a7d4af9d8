import { ValidateBy } from 'class-validator';
import { majorUnitOf } from '../../analytics/ledger/model/minor-units';
import { isCurrency } from '../../common/currencies/currency-code';

/** Currencies that are no more stay in the lines of their time. */
const EVER_KNOWN: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** A currency of ISO 4217, one of before, or a minor unit that exchanges quote in. */
export function isLineCurrency(code: unknown): boolean {
  if (typeof code !== 'string') return false;
  return isCurrency(code) || EVER_KNOWN.has(code) || majorUnitOf(code).unitsPerMajor !== 1;
}

/** The currency of a line in a DTO. */
export function IsLineCurrency(): PropertyDecorator {
  return ValidateBy({
    name: 'isLineCurrency',
    validator: {
      validate: isLineCurrency,
      defaultMessage: () => '$property must be a currency of ISO 4217 or a minor unit such as GBp',
    },
  });
}
