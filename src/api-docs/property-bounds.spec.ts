import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsInt,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsCurrency } from '../common/currencies/currency-code';
import { IsId } from '../common/ids/is-id';
import { IsSymbol } from '../common/symbols/symbol';
import { IsOneLine } from '../common/text/one-line';
import { trimmed, trimmedEach, trimmedOrNone } from '../common/text/trimmed';
import { boundProperties, Schema } from './property-bounds';

class PartDto {
  @Length(2, 3)
  word: string;
}

class InputDto extends PartDto {
  @Matches(/^\d{6}$/)
  code: string;

  @IsId()
  id: string;

  @IsCurrency()
  currency: string;

  @IsSymbol()
  symbol: string;

  @Transform(trimmed)
  @Matches(/^[a-z]+$/)
  @Length(1, 9)
  @IsOneLine()
  name: string;

  @Transform(trimmedOrNone)
  @Length(1, 9)
  note?: string;

  @Min(1)
  @Max(9)
  @IsInt()
  count: number;

  @MaxLength(5, { each: true })
  @ArrayMaxSize(4)
  @ArrayNotEmpty()
  @IsArray()
  tags: string[];

  @Transform(trimmedEach)
  @ArrayNotEmpty()
  @IsArray()
  others?: string[];

  @Matches(/^a$/i)
  anyCase: string;

  @Length(1, 50)
  told: string;

  @Type(() => PartDto)
  part: PartDto;
}

describe('bounds of properties', () => {
  const bounded = (name: string, schema: Schema): Schema => {
    boundProperties({ [name]: schema }, InputDto);
    return schema;
  };
  const text = () => ({ type: 'string' });

  it.each<[string, Schema, Schema]>([
    ['code', text(), { pattern: '^\\d{6}$' }],
    ['id', text(), { pattern: '^[0-9a-fA-F]{24}$' }],
    ['currency', text(), { pattern: '^[A-Z]{3}$' }],
    ['word', text(), { minLength: 2, maxLength: 3 }],
    ['count', { type: 'integer' }, { minimum: 1, maximum: 9 }],
    [
      'tags',
      { type: 'array', items: text() },
      { minItems: 1, maxItems: 4, items: { maxLength: 5, ...text() } },
    ],
  ])('of %s are those of its validators', (name, schema, bounds) => {
    const before = { ...schema };
    expect(bounded(name, schema)).toEqual({ ...before, ...bounds });
  });

  it.each<[string, string, Schema, Schema]>([
    ['symbol', 'is capitalised first', text(), text()],
    ['name', 'is trimmed first', text(), { ...text(), minLength: 1, maxLength: 9 }],
    ['note', 'is as not given where it is empty', text(), { ...text(), maxLength: 9 }],
    ['others', 'is as not given where it is empty', { type: 'array' }, { type: 'array' }],
    ['anyCase', 'has a flag', text(), text()],
    ['part', 'has a schema of its own', {}, {}],
    ['told', 'says more itself', { ...text(), maxLength: 20 }, { ...text(), minLength: 1, maxLength: 20 }],
  ])('of %s are none that would be wrong: it %s', (name, _, schema, bounds) => {
    expect(bounded(name, schema)).toEqual(bounds);
  });
});
