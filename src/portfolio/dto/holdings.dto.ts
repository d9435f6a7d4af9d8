import { ApiProperty, ApiSchema } from '@nestjs/swagger';

const MONEY = { type: Number, nullable: true } as const;
const WEIGHT = 'A fraction of the market value of the portfolio, which tracked cash is a part of.';

@ApiSchema({
  name: 'PerformanceSummary',
  description: 'Of the lots that have a price, the value with tracked cash; null when none has.',
})
export class SummaryDto {
  @ApiProperty({ ...MONEY, example: 15_230.5 })
  market_value: number | null;

  @ApiProperty({ ...MONEY, example: 12_000 })
  cost_basis: number | null;

  @ApiProperty({ ...MONEY, example: 3_230.5 })
  unrealised_pnl: number | null;

  @ApiProperty({ ...MONEY, example: 0.2692, description: 'A fraction of the cost.' })
  unrealised_pnl_percent: number | null;

  @ApiProperty({
    ...MONEY,
    example: -41.2,
    description: 'Since the day before, the last closes at the rates of that day, without what was bought.',
  })
  day_change: number | null;

  @ApiProperty({ ...MONEY, example: -0.0027, description: 'A fraction.' })
  day_change_percent: number | null;
}

@ApiSchema({ name: 'Allocation' })
export class AllocationDto {
  @ApiProperty({ example: 'AAPL' })
  symbol: string;

  @ApiProperty({ example: 9_138.3 })
  market_value: number;

  @ApiProperty({ ...MONEY, example: 0.6, description: WEIGHT })
  weight: number | null;
}

@ApiSchema({
  name: 'Concentration',
  description: 'Of what is held, without cash: the shares of the holdings add up to 1.',
})
export class ConcentrationDto {
  @ApiProperty({
    ...MONEY,
    example: 0.36,
    description: 'Sum of squared shares (Herfindahl): 1 for a single holding, 1 / n for n equal ones.',
  })
  herfindahl: number | null;

  @ApiProperty({ ...MONEY, example: 2.78, description: '1 / `herfindahl`.' })
  effective_holdings: number | null;

  @ApiProperty({ ...MONEY, example: 0.5, description: 'The largest share.' })
  largest_weight: number | null;

  @ApiProperty({ ...MONEY, example: 1 })
  top_five_share: number | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description:
      'Why there are none: `no_lots`, `no_prices`, `zero_value` where all that is held is worth nothing, ' +
      '`no_exchange_rate` where the worth of a holding is not known.',
  })
  reason: string | null;
}

@ApiSchema({ name: 'Holding', description: 'All lots of a symbol. Without a price, what needs one is null.' })
export class HoldingDto {
  @ApiProperty({ example: 'AAPL' })
  symbol: string;

  @ApiProperty({ example: 40 })
  quantity: number;

  @ApiProperty({ ...MONEY, example: 7_300, description: 'Null where the cost of a lot is unknown.' })
  cost_basis: number | null;

  @ApiProperty({ ...MONEY, example: 182.5 })
  average_price: number | null;

  @ApiProperty({
    ...MONEY,
    example: 228.46,
    description: 'The last close, in the currency of the portfolio.',
  })
  price: number | null;

  @ApiProperty({ type: String, nullable: true, format: 'date', example: '2024-12-31' })
  price_date: string | null;

  @ApiProperty({ ...MONEY, example: 9_138.4 })
  market_value: number | null;

  @ApiProperty({ ...MONEY, example: 0.6, description: WEIGHT })
  weight: number | null;

  @ApiProperty({ ...MONEY, example: 1_838.4 })
  unrealised_pnl: number | null;

  @ApiProperty({ ...MONEY, example: 0.2518 })
  unrealised_pnl_percent: number | null;

  @ApiProperty({ ...MONEY, example: -22.1 })
  day_change: number | null;

  @ApiProperty({ ...MONEY, example: -0.0024 })
  day_change_percent: number | null;

  @ApiProperty({ ...MONEY, example: 0.151, description: 'To the time-weighted return; they add up to it.' })
  contribution: number | null;
}
