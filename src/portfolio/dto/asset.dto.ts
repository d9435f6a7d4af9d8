import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiSchema, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsObject,
  IsString,
  Length,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsCalendarDay } from '../../common/calendar/calendar-day';
import { ApiExactNumber } from '../../common/numbers/exact-number';
import { IsNumberOrDigits } from '../../common/numbers/number-or-digits';
import type { NumberOrDigits } from '../../common/numbers/number-or-digits';
import { IsSymbol } from '../../common/symbols/symbol';
import { IfGiven } from '../../common/validation/if-given';
import { PRICE_BASES } from '../transactions/entry';
import type { PriceBasis } from '../transactions/entry';

export const MOST_ASSETS = 1_000;
/** Above any real quantity, of the smallest coins too. */
const MOST_QUANTITY = 1e15;
/** Above any real price; keeps every product and sum finite. */
const MOST_PRICE = 1e12;
const DIGITS = 'Its digits as text where a JSON number cannot carry them: up to 18 decimals.';

@ApiSchema({ name: 'AssetInput' })
export class AssetInputDto {
  @ApiProperty({ example: 'AAPL', description: 'Upper-cased on input.' })
  @IsSymbol()
  symbol: string;

  @ApiExactNumber({
    example: 10,
    exclusiveMinimum: true,
    minimum: 0,
    maximum: MOST_QUANTITY,
    description: DIGITS,
  })
  @IsNumberOrDigits({ min: 0, above: true, max: MOST_QUANTITY })
  quantity: NumberOrDigits;

  @ApiExactNumber({
    example: 182.5,
    minimum: 0,
    maximum: MOST_PRICE,
    description: `Per share, in the currency of the portfolio. ${DIGITS}`,
  })
  @IsNumberOrDigits({ min: 0, max: MOST_PRICE })
  purchase_price: NumberOrDigits;

  @ApiProperty({ example: '2024-01-15', format: 'date', description: 'Not in the future at its exchange.' })
  @IsCalendarDay()
  purchase_date: string;

  @ApiPropertyOptional({
    enum: PRICE_BASES,
    default: 'auto',
    description:
      'Whether quantity and price are as traded that day or of the shares after later splits. `auto`: adjusted where the ' +
      'price is within 30 % of the split-adjusted close of its day and not of the close as traded.',
  })
  @IfGiven()
  @IsIn(PRICE_BASES)
  basis?: PriceBasis;
}

@ApiSchema({ name: 'Asset', description: 'An open lot of the ledger, in shares of today.' })
export class AssetDto {
  @ApiPropertyOptional({
    example: '665f1f77bcf86cd799439013',
    description:
      'Stays while anything of the lot is left, also where PUT replaces it by its id. Missing where an older release ' +
      'stored the lot and nothing of its symbol was changed since.',
  })
  id?: string;

  @ApiProperty({ example: 'AAPL' })
  symbol: string;

  @ApiProperty({ example: 10 })
  quantity: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 182.5,
    description:
      'Cost of one, in the currency of the portfolio; null where it is unknown or has no exchange rate.',
  })
  purchase_price: number | null;

  @ApiProperty({ example: '2024-01-15', format: 'date' })
  purchase_date: string;
}

@ApiSchema({ name: 'ReplacedAsset', description: 'A lot as GET gave it, changed or not, or a new one.' })
export class ReplacedAssetDto extends OmitType(AssetInputDto, ['purchase_price'] as const) {
  @ApiPropertyOptional({
    example: '665f1f77bcf86cd799439013',
    description: 'Of the lot that it replaces. Without one a lot that is the same stays.',
  })
  @IfGiven()
  @IsString()
  @Length(1, 100)
  id?: string;

  @ApiExactNumber({
    nullable: true,
    example: 182.5,
    minimum: 0,
    maximum: MOST_PRICE,
    description: `Per share, in the currency of the portfolio; null as GET gave it only. ${DIGITS}`,
  })
  @ValidateIf(({ purchase_price }: ReplacedAssetDto) => purchase_price !== null)
  @IsNumberOrDigits({ min: 0, max: MOST_PRICE })
  purchase_price: NumberOrDigits | null;
}

/** A list of lots in a DTO, which may be empty but not left out. */
export function IsLots(lot: new () => object): PropertyDecorator {
  return applyDecorators(
    // The first that fails is told.
    IsArray({
      message: ({ value }) => `assets ${value === undefined ? 'is required and ' : ''}must be an array`,
    }),
    ArrayMaxSize(MOST_ASSETS),
    // A list within the list would pass as nested, having nothing in it that could be wrong.
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(() => lot),
  );
}
