import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { PageQueryDto } from '../../common/paging/page-query.dto';
import { ApiSort } from '../../common/paging/api-sort.decorator';
import { sortsOf } from '../../common/paging/sort';
import type { Sort } from '../../common/paging/sort';
import { ASSET_CLASSES } from '../../market/instruments/asset-class';
import type { AssetClass } from '../../market/instruments/asset-class';
import { STALE_REASONS } from '../../market/model/quote';
import type { StaleReason } from '../../market/model/quote';
import { AccountFilter } from '../dto/account-filter';

const MONEY = { type: Number, nullable: true } as const;
const TOLD = { type: String, nullable: true } as const;

const SORTED_BY = [
  'symbol',
  'name',
  'market_value',
  'weight',
  'day_change',
  'day_change_percent',
  'unrealised_pnl',
  'unrealised_pnl_percent',
] as const;
export type HoldingSort = Sort<(typeof SORTED_BY)[number]>;

/** Why a holding has no value. */
export const HOLDING_REASONS = ['no_price', 'no_exchange_rate'] as const;

export class HoldingsQueryDto extends PageQueryDto {
  @AccountFilter()
  account?: string;

  @ApiSort(sortsOf(...SORTED_BY), {
    default: '-market_value',
    description: 'What is not known comes last. Prices move between two pages.',
  })
  sort: HoldingSort = '-market_value';
}

@ApiSchema({
  name: 'LiveHolding',
  description: 'All lots of a symbol at the newest price. Money is in the currency of the portfolio.',
})
export class LiveHoldingDto {
  @ApiProperty({ example: 'AAPL' })
  symbol: string;

  @ApiProperty({ ...TOLD, example: 'Apple Inc.', description: 'Null until a provider told it.' })
  name: string | null;

  @ApiProperty({ enum: ASSET_CLASSES, nullable: true, example: 'equity' })
  asset_class: AssetClass | null;

  @ApiProperty({ ...TOLD, example: 'Technology' })
  sector: string | null;

  @ApiProperty({ ...TOLD, example: 'US', description: 'ISO 3166-1 alpha-2.' })
  country: string | null;

  @ApiProperty({ ...TOLD, format: 'uri', example: null })
  logo_url: string | null;

  @ApiProperty({ ...TOLD, example: 'USD', description: 'Of `price`.' })
  currency: string | null;

  @ApiProperty({ example: 40, description: 'In shares of today.' })
  quantity: number;

  @ApiProperty({ ...MONEY, example: 7_300, description: 'Null where the cost of a lot is unknown.' })
  cost_basis: number | null;

  @ApiProperty({ ...MONEY, example: 182.5 })
  average_price: number | null;

  @ApiProperty({ ...MONEY, example: 228.46, description: 'In `currency`.' })
  price: number | null;

  @ApiProperty({ ...TOLD, format: 'date-time', example: '2026-01-30T19:59:58.000Z' })
  price_at: string | null;

  @ApiProperty({
    enum: STALE_REASONS,
    nullable: true,
    example: null,
    description: 'Why it is not the newest.',
  })
  stale_reason: StaleReason | null;

  @ApiProperty({ ...MONEY, example: 9_138.4 })
  market_value: number | null;

  @ApiProperty({
    ...MONEY,
    example: 0.6,
    description:
      'A fraction of the holdings that have a price, without cash; in `performance` it is one of the whole with cash.',
  })
  weight: number | null;

  @ApiProperty({ ...MONEY, example: 1_838.4 })
  unrealised_pnl: number | null;

  @ApiProperty({ ...MONEY, example: 0.2518, description: 'A fraction of the cost.' })
  unrealised_pnl_percent: number | null;

  @ApiProperty({ ...MONEY, example: -41.2 })
  day_change: number | null;

  @ApiProperty({ ...MONEY, example: -0.0045, description: 'A fraction.' })
  day_change_percent: number | null;

  @ApiProperty({
    enum: HOLDING_REASONS,
    nullable: true,
    example: null,
    description: 'Why there is no value.',
  })
  reason: (typeof HOLDING_REASONS)[number] | null;
}

@ApiSchema({ name: 'LiveHoldingPage' })
export class LiveHoldingPageDto {
  @ApiProperty({ example: 'USD', description: 'Of the portfolio.' })
  base_currency: string;

  @ApiProperty({
    ...MONEY,
    example: 15_230.5,
    description:
      'Of all pages; of what has a price, without cash: `allocation` tells cash too, and `portfolio:value` and ' +
      '`performance` count it in their market value.',
  })
  market_value: number | null;

  @ApiProperty({ ...MONEY, example: -41.2, description: 'Of all pages.' })
  day_change: number | null;

  @ApiProperty({ type: [LiveHoldingDto] })
  items: LiveHoldingDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
