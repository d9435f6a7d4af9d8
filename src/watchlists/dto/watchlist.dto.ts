import { ApiProperty, ApiPropertyOptional, ApiSchema, PartialType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsPositive,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsListedSymbol } from '../../common/symbols/symbol';
import { IsOneLine } from '../../common/text/one-line';
import { trimmed } from '../../common/text/trimmed';
import { IfGiven } from '../../common/validation/if-given';
import { MAX_WATCHLIST_ITEMS, Watchlist, WatchlistContent } from '../watchlist';

const MAX_NOTE = 500;
const MAX_POSITION = 1_000;

@ApiSchema({ name: 'WatchlistItem' })
export class WatchlistItemDto {
  @ApiProperty({ example: 'AAPL', description: 'Upper-cased on input.' })
  @IsListedSymbol()
  symbol: string;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: MAX_NOTE, example: 'after the split' })
  @IsOptional()
  @MaxLength(MAX_NOTE)
  @IsString()
  note?: string | null;

  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    example: 250,
    exclusiveMinimum: true,
    minimum: 0,
    maximum: 1e12,
    description: 'In the currency of the symbol.',
  })
  @IsOptional()
  @IsPositive()
  @Max(1e12)
  @IsNumber({}, { message: '$property must be a number' })
  target_price?: number | null;
}

@ApiSchema({ name: 'CreateWatchlist' })
export class CreateWatchlistDto {
  @ApiProperty({ example: 'Semiconductors', minLength: 1, maxLength: 100 })
  @Transform(trimmed)
  @IsString()
  @IsOneLine()
  @Length(1, 100)
  name: string;

  @ApiPropertyOptional({
    type: 'integer',
    example: 1,
    default: 0,
    minimum: 0,
    maximum: MAX_POSITION,
    description: 'Place among your lists; lists of one place stand newest first.',
  })
  @IfGiven()
  @Min(0)
  @Max(MAX_POSITION)
  @IsInt()
  position?: number;

  @ApiPropertyOptional({
    type: [WatchlistItemDto],
    maxItems: MAX_WATCHLIST_ITEMS,
    description: 'In your order, each symbol once; empty when left out.',
  })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MAX_WATCHLIST_ITEMS)
  @ArrayUnique(({ symbol }: WatchlistItemDto) => symbol, { message: 'items must name each symbol once' })
  // A list within the list would pass as nested, having nothing in it that could be wrong.
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => WatchlistItemDto)
  items?: WatchlistItemDto[];
}

@ApiSchema({ name: 'UpdateWatchlist' })
export class UpdateWatchlistDto extends PartialType(CreateWatchlistDto, { skipNullProperties: false }) {}

@ApiSchema({ name: 'Watchlist' })
export class WatchlistDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439012' })
  id: string;

  @ApiProperty({ example: 'Semiconductors' })
  name: string;

  @ApiProperty({ type: 'integer', example: 1 })
  position: number;

  @ApiProperty({ type: [WatchlistItemDto] })
  items: WatchlistItemDto[];

  @ApiProperty({
    type: 'integer',
    example: 3,
    description: 'Rises with every change; the ETag is made of it.',
  })
  version: number;

  @ApiProperty({ format: 'date-time', example: '2026-05-01T09:30:00.000Z' })
  created_at: Date;

  @ApiProperty({ format: 'date-time', example: '2026-05-02T10:00:00.000Z' })
  updated_at: Date;

  static of({ id, name, position, items, version, created_at, updated_at }: Watchlist): WatchlistDto {
    return { id, name, position, items: [...items], version, created_at, updated_at };
  }
}

@ApiSchema({
  name: 'WatchlistSummary',
  description: 'A watchlist in a list: how many symbols it has, not which.',
})
export class WatchlistSummaryDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439012' })
  id: string;

  @ApiProperty({ example: 'Semiconductors' })
  name: string;

  @ApiProperty({ type: 'integer', example: 1 })
  position: number;

  @ApiProperty({ type: 'integer', example: 12 })
  symbol_count: number;

  @ApiProperty({ type: 'integer', example: 3 })
  version: number;

  static of({ id, name, position, items, version }: Watchlist): WatchlistSummaryDto {
    return { id, name, position, symbol_count: items.length, version };
  }
}

@ApiSchema({ name: 'WatchlistPage' })
export class WatchlistPageDto {
  @ApiProperty({ type: [WatchlistSummaryDto] })
  items: WatchlistSummaryDto[];

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Always null: a user has at most 50.',
  })
  next_cursor: string | null;
}

/** What a body says of a list; only what it names. */
export function toContent({ name, position, items }: UpdateWatchlistDto): Partial<WatchlistContent> {
  return {
    ...(name !== undefined && { name }),
    ...(position !== undefined && { position }),
    ...(items !== undefined && {
      items: items.map(({ symbol, note = null, target_price = null }) => ({ symbol, note, target_price })),
    }),
  };
}
