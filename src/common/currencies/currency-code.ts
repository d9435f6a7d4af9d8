import { code as currencyOf } from 'currency-codes';
import { ValidateBy } from 'class-validator';

/** Whether ISO 4217 has a code. Minor units such as `GBX` are none of its currencies. */
export function isCurrency(code: unknown): code is string {
  return typeof code === 'string' && /^[A-Z]{3}$/.test(code) && currencyOf(code) !== undefined;
}

/** A currency in a DTO. */
export function IsCurrency(): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isCurrency',
      validator: {
        validate: isCurrency,
        defaultMessage: () =>
          '$property must be a currency of ISO 4217, such as USD; minor units such as GBX are none',
      },
    },
    { context: { bounds: { pattern: '^[A-Z]{3}$' } } },
  );
}
