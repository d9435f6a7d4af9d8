import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { ApiExactNumber } from '../../common/numbers/exact-number';
import { PlainNumber } from '../../common/numbers/plain-number';
import { PageQueryDto } from '../../common/paging/page-query.dto';
import { ApiSort } from '../../common/paging/api-sort.decorator';
import { sortsOf } from '../../common/paging/sort';
import type { Sort } from '../../common/paging/sort';
import { IsSymbol } from '../../common/symbols/symbol';
import { IfGiven } from '../../common/validation/if-given';
import { LOT_REASONS } from '../lots/lots.dto';
import type { LotReason } from '../lots/lots.dto';
import { AccountFilter } from '../dto/account-filter';

export type RealisedSort = Sort<'disposed_on' | 'acquired_on' | 'holding_days' | 'symbol' | 'gain'>;

export class RealisedQueryDto extends PageQueryDto {
  @ApiPropertyOptional({
    type: 'integer',
    example: 2024,
    minimum: 1900,
    maximum: 2199,
    description: 'Of the disposal; all when left out.',
  })
  @IfGiven()
  @PlainNumber()
  @Min(1900)
  @Max(2199)
  @IsInt()
  year?: number;

  @AccountFilter()
  account?: string;

  @ApiPropertyOptional({ example: 'AAPL' })
  @IfGiven()
  @IsSymbol()
  symbol?: string;

  @ApiSort(sortsOf('disposed_on', 'acquired_on', 'holding_days', 'symbol', 'gain'), {
    default: 'disposed_on',
    description: '`gain` is that of `base`. Equals by day of disposal; what is not known comes last.',
  })
  sort: RealisedSort = 'disposed_on';
}

@ApiSchema({ name: 'RealisedBase', description: 'In the currency of the portfolio.' })
export class RealisedBaseDto {
  @ApiProperty({ type: Number, nullable: true, example: 683.2 })
  cost: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 720.1 })
  proceeds: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 36.9 })
  gain: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 4.2,
    description: 'The part of the gain that rates made.',
  })
  fx_gain: number | null;
}

@ApiSchema({ name: 'RealisedLine', description: 'One lot used up; with the average method one disposal.' })
export class RealisedLineDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439012' })
  account_id: string;

  @ApiProperty({ example: 'AAPL' })
  symbol: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '2024-01-15',
    format: 'date',
    description: 'Null with the average method.',
  })
  acquired_on: string | null;

  @ApiProperty({ example: '2024-06-03', format: 'date' })
  disposed_on: string;

  @ApiProperty({
    type: 'integer',
    example: 140,
    description: 'With the average method from the oldest lot that was open.',
  })
  holding_days: number;

  @ApiExactNumber({ example: 4 })
  quantity: number | string;

  @ApiProperty({ type: Number, nullable: true, example: 730 })
  cost: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 776 })
  proceeds: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 46 })
  gain: number | null;

  @ApiProperty({ example: 'USD', description: 'Of cost, proceeds and gain.' })
  currency: string;

  @ApiProperty({ type: RealisedBaseDto })
  base: RealisedBaseDto;

  @ApiProperty({ type: String, nullable: true, example: '665f1f77bcf86cd799439013' })
  buy_id: string | null;

  @ApiProperty({ example: '665f1f77bcf86cd799439014' })
  sell_id: string;

  @ApiProperty({ enum: LOT_REASONS, nullable: true, description: 'Why a gain is not known.' })
  reason: LotReason | null;
}

@ApiSchema({
  name: 'RealisedTotals',
  description: 'In the currency of the portfolio; null where a line is not known.',
})
export class RealisedTotalsDto extends RealisedBaseDto {
  @ApiProperty({ type: 'integer', example: 12 })
  lines: number;

  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'Lines whose gain is not known; they are left out of no sum, which is null then.',
  })
  unknown_lines: number;
}

@ApiSchema({ name: 'RealisedByHolding' })
export class RealisedByHoldingDto {
  @ApiProperty({ type: RealisedTotalsDto })
  up_to_365_days: RealisedTotalsDto;

  @ApiProperty({ type: RealisedTotalsDto })
  over_365_days: RealisedTotalsDto;

  @ApiProperty({ type: RealisedTotalsDto })
  all: RealisedTotalsDto;
}

@ApiSchema({ name: 'RealisedPage' })
export class RealisedPageDto {
  @ApiProperty({ type: 'integer', nullable: true, example: 2024 })
  year: number | null;

  @ApiProperty({ example: 'EUR', description: 'Of the portfolio.' })
  base_currency: string;

  @ApiProperty({ type: RealisedByHoldingDto, description: 'Of all lines asked for, not of the page.' })
  totals: RealisedByHoldingDto;

  @ApiProperty({ type: [RealisedLineDto] })
  items: RealisedLineDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
