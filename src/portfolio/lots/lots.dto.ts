import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsCalendarDay } from '../../common/calendar/calendar-day';
import { ApiExactNumber } from '../../common/numbers/exact-number';
import { PageQueryDto } from '../../common/paging/page-query.dto';
import { ApiSort } from '../../common/paging/api-sort.decorator';
import { sortsOf } from '../../common/paging/sort';
import type { Sort } from '../../common/paging/sort';
import { IsSymbol } from '../../common/symbols/symbol';
import { IfGiven } from '../../common/validation/if-given';
import { PRICE_BASES } from '../transactions/entry';
import type { PriceBasis } from '../transactions/entry';
import { AccountFilter } from '../dto/account-filter';

export type LotSort = Sort<'symbol' | 'acquired_on' | 'base_cost'>;

export class LotsQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ example: '2024-12-31', format: 'date', description: 'Today when left out.' })
  @IfGiven()
  @IsCalendarDay()
  as_of?: string;

  @ApiPropertyOptional({ example: 'AAPL' })
  @IfGiven()
  @IsSymbol()
  symbol?: string;

  @AccountFilter()
  account?: string;

  @ApiSort(sortsOf('symbol', 'acquired_on', 'base_cost'), {
    default: 'symbol',
    description: 'Equals by symbol, account and day; what is not known comes last.',
  })
  sort: LotSort = 'symbol';
}

export const LOT_REASONS = ['basis_unknown', 'no_exchange_rate'] as const;
export type LotReason = (typeof LOT_REASONS)[number];

@ApiSchema({
  name: 'Lot',
  description: 'What is left of one acquisition; costs hold fees and taxes of the purchase.',
})
export class LotDto {
  @ApiProperty({
    example: '665f1f77bcf86cd799439013',
    description: 'Stays while anything of the lot is left; an asset of the portfolio has the same.',
  })
  id: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '665f1f77bcf86cd799439012',
    description: 'Null while in transit.',
  })
  account_id: string | null;

  @ApiProperty({ example: 'AAPL' })
  symbol: string;

  @ApiProperty({ example: '665f1f77bcf86cd799439013', description: 'The line that acquired it.' })
  transaction_id: string;

  @ApiProperty({ example: '2024-01-15', format: 'date' })
  acquired_on: string;

  @ApiExactNumber({ example: 40, description: 'In shares of today.' })
  quantity: number | string;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 45.62,
    description: 'Cost of one share of today, in `currency`.',
  })
  purchase_price: number | null;

  @ApiExactNumber({ example: 10, description: 'In shares of the day it was booked.' })
  traded_quantity: number | string;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 182.5,
    description: 'Cost of one share of that day, in `currency`.',
  })
  traded_price: number | null;

  @ApiProperty({ example: 'USD' })
  currency: string;

  @ApiProperty({ type: Number, nullable: true, example: 1825 })
  cost: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 1683.2,
    description: 'In the currency of the portfolio.',
  })
  base_cost: number | null;

  @ApiProperty({ enum: LOT_REASONS, nullable: true, description: 'Why a cost is not known.' })
  reason: LotReason | null;

  @ApiProperty({
    enum: PRICE_BASES,
    nullable: true,
    description:
      'Of a lot of `assets`: whether its numbers were taken as traded or as adjusted for later splits.',
  })
  basis: PriceBasis | null;
}

@ApiSchema({ name: 'LotPage' })
export class LotPageDto {
  @ApiProperty({ example: '2024-12-31', format: 'date' })
  as_of: string;

  @ApiProperty({ example: 'USD', description: 'Of the portfolio.' })
  base_currency: string;

  @ApiProperty({ type: [LotDto] })
  items: LotDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
