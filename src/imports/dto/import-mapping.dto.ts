import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { registerDecorator } from 'class-validator';
import { TRANSACTION_TYPES } from '../../analytics/ledger/model/transaction';
import { GENERIC_FIELDS } from '../formats/interchange/generic-words';

const MOST_TYPES = 200;
const LONGEST = 300;

@ApiSchema({ name: 'ImportMapping' })
export class ImportMappingDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { date: 'Trade Date', type: 'Action', symbol: 'Ticker', quantity: 'Qty', price: 'Price' },
    description: `Which column is which field: ${GENERIC_FIELDS.join(', ')}.`,
  })
  @IsTextMap(GENERIC_FIELDS, null)
  columns: Record<string, string>;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { Kauf: 'buy', Verkauf: 'sell', Depotübertrag: 'ignored' },
    description: 'Which word is which type of line, or `ignored`; words in many languages are known.',
  })
  @IsTextMap(null, [...TRANSACTION_TYPES, 'ignored'])
  types: Record<string, string>;
}

/** An object of short texts, whose keys or values are among those given. */
function IsTextMap(keys: readonly string[] | null, values: readonly string[] | null): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name: 'isTextMap',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (map: unknown) =>
          typeof map === 'object' &&
          map !== null &&
          !Array.isArray(map) &&
          Object.keys(map).length <= MOST_TYPES &&
          Object.entries(map).every(
            ([key, value]: [string, unknown]) =>
              key.length <= LONGEST &&
              typeof value === 'string' &&
              value.length <= LONGEST &&
              (keys === null || keys.includes(key)) &&
              (values === null || values.includes(value)),
          ),
        defaultMessage: () =>
          `${String(property)} must map ${keys ? `fields (${keys.join(', ')})` : 'words'} to ${values ? values.join(', ') : 'columns'}`,
      },
    });
}
