import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiSchema, OmitType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  IsObject,
  Length,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsCurrency } from '../../common/currencies/currency-code';
import { IfGiven } from '../../common/validation/if-given';
import { IsCalendarDay } from '../../common/calendar/calendar-day';
import { ApiExactNumber } from '../../common/numbers/exact-number';
import { IsNumberOrDigits } from '../../common/numbers/number-or-digits';
import type { NumberOrDigits } from '../../common/numbers/number-or-digits';
import { IsSymbol } from '../../common/symbols/symbol';
import { IsOneLine } from '../../common/text/one-line';
import { trimmed } from '../../common/text/trimmed';
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

/** A list of lots in a DTO, which may be empty but not left out. */
function IsLots(lot: new () => object): PropertyDecorator {
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

@ApiSchema({ name: 'PortfolioBody' })
export class PortfolioBodyDto {
  @ApiProperty({ example: 'Retirement', minLength: 1, maxLength: 100 })
  @Transform(trimmed)
  @IsString()
  @IsOneLine()
  @Length(1, 100)
  name: string;

  @ApiPropertyOptional({
    example: 'USD',
    description: 'ISO 4217. On POST `USD` when left out; on PUT the portfolio keeps its own.',
  })
  @IfGiven()
  @IsCurrency()
  currency?: string;

  @ApiProperty({ type: [AssetInputDto], maxItems: MOST_ASSETS })
  @IsLots(AssetInputDto)
  assets: AssetInputDto[];
}

const CONVERT = {
  default: true,
  description:
    'Whether purchase prices are converted at the rates of their days when the currency changes; with `false` the prices of ' +
    'assets keep their numbers and are taken as of the new currency. Either way the `fx_rate` of a line is put into the new ' +
    'base by the rate of its day; with `false` it is left out where that is not known.',
};

/** A field that a reader has and may send back as it is. */
const AS_READ = { readOnly: true, description: 'Taken as GET gave it, and changes nothing.' };

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

@ApiSchema({ name: 'PortfolioReplacement' })
export class PortfolioReplacementDto extends OmitType(PortfolioBodyDto, ['assets'] as const) {
  @ApiProperty({ type: [ReplacedAssetDto], maxItems: MOST_ASSETS })
  @IsLots(ReplacedAssetDto)
  assets: ReplacedAssetDto[];

  @ApiPropertyOptional(CONVERT)
  @IfGiven()
  @IsBoolean()
  convert?: boolean;

  @ApiPropertyOptional(AS_READ)
  @IfGiven()
  @IsString()
  id?: string;

  @ApiPropertyOptional(AS_READ)
  @IfGiven()
  @IsString()
  user_id?: string;

  @ApiPropertyOptional({ ...AS_READ, type: 'integer' })
  @IfGiven()
  @IsInt()
  version?: number;

  @ApiPropertyOptional({ ...AS_READ, format: 'date-time' })
  @IfGiven()
  @IsString()
  created_at?: string;

  @ApiPropertyOptional({ ...AS_READ, format: 'date-time' })
  @IfGiven()
  @IsString()
  updated_at?: string;
}

@ApiSchema({ name: 'PortfolioPatch' })
export class PortfolioPatchDto {
  @ApiPropertyOptional({ example: 'Retirement', minLength: 1, maxLength: 100 })
  @IfGiven()
  @Transform(trimmed)
  @IsString()
  @IsOneLine()
  @Length(1, 100)
  name?: string;

  @ApiPropertyOptional({
    example: 'EUR',
    description: 'ISO 4217; lines keep theirs, figures are told in it.',
  })
  @IfGiven()
  @IsCurrency()
  currency?: string;

  @ApiPropertyOptional(CONVERT)
  @IfGiven()
  @IsBoolean()
  convert?: boolean;
}

@ApiSchema({ name: 'Portfolio' })
export class PortfolioDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  id: string;

  @ApiProperty({ example: '665f1f77bcf86cd799439010' })
  user_id: string;

  @ApiProperty({ example: 'Retirement' })
  name: string;

  @ApiProperty({ example: 'USD' })
  currency: string;

  @ApiProperty({ type: [AssetDto] })
  assets: AssetDto[];

  @ApiProperty({
    type: 'integer',
    example: 3,
    description: 'Rises with every change; the ETag is made of it.',
  })
  version: number;

  @ApiProperty({ example: '2024-05-01T09:30:00.000Z', format: 'date-time' })
  created_at: Date;

  @ApiProperty({ example: '2024-05-02T10:00:00.000Z', format: 'date-time' })
  updated_at: Date;
}

@ApiSchema({ name: 'PortfolioSummary', description: 'A portfolio in a list: how much it holds, not what.' })
export class PortfolioSummaryDto extends OmitType(PortfolioDto, ['assets'] as const) {
  @ApiProperty({ type: 'integer', example: 12, description: 'How many lots it has.' })
  asset_count: number;

  @ApiProperty({ type: 'integer', example: 4, description: 'How many different symbols they are of.' })
  symbol_count: number;

  @ApiProperty({
    example: 15865.4,
    description: 'What all lots whose cost is known cost, in the currency of the portfolio.',
  })
  cost_basis: number;

  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'How many lots `cost_basis` leaves out, since their cost is not known.',
  })
  unknown_cost_count: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 0,
    description: 'Issues of the ledger that are not dismissed; null until they were looked for.',
  })
  open_issues: number | null;
}

@ApiSchema({ name: 'PortfolioPage' })
export class PortfolioPageDto {
  @ApiProperty({ type: [PortfolioSummaryDto] })
  items: PortfolioSummaryDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
