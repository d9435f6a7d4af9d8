import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsNumber,
  IsPositive,
  IsString,
  IsObject,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IfGiven } from '../../common/validation/if-given';
import { IsCalendarDay } from '../../common/calendar/calendar-day';
import { IsSymbol } from '../../common/symbols/symbol';
import { IsOneLine } from '../../common/text/one-line';
import { trimmed } from '../../common/text/trimmed';

export const MOST_ASSETS = 1_000;
/** Above any real price or quantity; keeps every product and sum finite. */
const MOST = 1e12;
/** The lowest decorator is checked first, and what is no number fails no comparison. */
const NUMBER = { message: '$property must be a number' };

@ApiSchema({ name: 'Asset' })
export class AssetDto {
  @ApiProperty({ example: 'AAPL', description: 'Upper-cased on input.' })
  @IsSymbol()
  symbol: string;

  @ApiProperty({ example: 10, exclusiveMinimum: true, minimum: 0, maximum: MOST })
  @IsPositive()
  @Max(MOST)
  @IsNumber({}, NUMBER)
  quantity: number;

  @ApiProperty({
    example: 182.5,
    minimum: 0,
    maximum: MOST,
    description: 'Per share, in the currency of the portfolio.',
  })
  @Min(0)
  @Max(MOST)
  @IsNumber({}, NUMBER)
  purchase_price: number;

  @ApiProperty({ example: '2024-01-15', format: 'date', description: 'Not in the future (UTC).' })
  @IsCalendarDay()
  purchase_date: string;
}

export class PortfolioBody {
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
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be three letters A-Z (ISO 4217)' })
  currency?: string;

  @ApiProperty({ type: [AssetDto], maxItems: MOST_ASSETS })
  @IsArray()
  @ArrayMaxSize(MOST_ASSETS)
  // A list within the list would pass as nested, having nothing in it that could be wrong.
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AssetDto)
  assets: AssetDto[];
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

  @ApiProperty({ example: 3, description: 'Rises with every change; the ETag is made of it.' })
  version: number;

  @ApiProperty({ example: '2024-05-01T09:30:00.000Z', format: 'date-time' })
  created_at: Date;

  @ApiProperty({ example: '2024-05-02T10:00:00.000Z', format: 'date-time' })
  updated_at: Date;
}

@ApiSchema({ name: 'PortfolioPage' })
export class PortfolioPageDto {
  @ApiProperty({ type: [PortfolioDto] })
  items: PortfolioDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
