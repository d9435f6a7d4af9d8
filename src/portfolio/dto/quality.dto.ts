import { ApiProperty, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'MissingSymbol' })
export class MissingPriceDto {
  @ApiProperty({ example: 'NOSUCH' })
  symbol: string;

  @ApiProperty({ example: 'unknown_symbol' })
  reason: string;
}

@ApiSchema({
  name: 'LeftOut',
  description: 'What no total, return or risk figure counts, for want of a price.',
})
export class LeftOutDto {
  @ApiProperty({ type: [String], example: ['NOSUCH'] })
  symbols: string[];

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 500,
    description:
      'What was paid for it, in the currency of the portfolio; null where that of a lot is unknown.',
  })
  cost_basis: number | null;
}

@ApiSchema({ name: 'PriceSource' })
export class PriceSourceDto {
  @ApiProperty({ example: 'SAP.DE' })
  symbol: string;

  @ApiProperty({ example: 'yahoo-finance' })
  source: string;

  @ApiProperty({ example: 'split', enum: ['raw', 'split', 'split_dividend'] })
  adjustment: string;

  @ApiProperty({ example: 'EUR', description: 'The currency that its exchange quotes in.' })
  currency: string;

  @ApiProperty({
    type: [String],
    example: ['EURUSD=X'],
    description:
      "The rates its closes were converted with, day by day; empty in the portfolio's own currency.",
  })
  converted_with: string[];

  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'Bars with an open, high, low or volume that made no sense; their closes count.',
  })
  mended_bars: number;

  @ApiProperty({
    example: false,
    description: 'Whether there was trading on a day whose close has not come yet; it is asked for again.',
  })
  is_owed: boolean;

  @ApiProperty({
    example: true,
    description: 'Whether the source tells splits and dividends; where not, a split is only suspected.',
  })
  tells_events: boolean;
}

@ApiSchema({
  name: 'RateQuality',
  description:
    'Of the pair, its inverse and the cross over the dollar the one that tells the most days, and of those that tell as ' +
    'many the more precise one. A rate counts for its day and seven days after; figures that need one where there is none ' +
    'are null.',
})
export class RateQualityDto {
  @ApiProperty({ example: 'EUR', description: 'The currency that closes are in.' })
  currency: string;

  @ApiProperty({ type: [String], example: ['EURUSD=X'] })
  converted_with: string[];

  @ApiProperty({ format: 'date', example: '2003-12-01', description: 'Of the first rate that was read.' })
  first_date: string;

  @ApiProperty({ format: 'date', example: '2024-12-31' })
  last_date: string;

  @ApiProperty({ type: 'integer', example: 0, description: 'Days with a close and without a rate.' })
  days_without: number;

  @ApiProperty({
    type: 'integer',
    example: 5,
    description: 'The most digits that the source writes a rate with.',
  })
  digits: number;
}

@ApiSchema({ name: 'UnratedLine' })
export class UnratedLineDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439013' })
  transaction_id: string;

  @ApiProperty({ format: 'date', example: '2024-05-13' })
  date: string;
}

@ApiSchema({
  name: 'SuspectedSplit',
  description:
    'Prices of before and after a split of the shares seem to meet. The figures take lots and closes as they are: enter a lot in the shares of today.',
})
export class SuspectedSplitDto {
  @ApiProperty({ example: 'AAPL' })
  symbol: string;

  @ApiProperty({ example: '2019-06-03', format: 'date' })
  date: string;

  @ApiProperty({
    example: 4,
    description:
      'How many of the later shares one of the earlier seems to be: 4 after 4 for 1, 0.1 after 1 for 10.',
  })
  ratio: number;

  @ApiProperty({
    example: 'purchase_price',
    enum: ['purchase_price', 'closes'],
    description:
      '`purchase_price`: a lot was paid in shares of before, the closes are in shares of after. `closes`: closes as traded jump while lots are held.',
  })
  seen_in: string;
}

@ApiSchema({ name: 'StalePrice' })
export class StalePriceDto {
  @ApiProperty({ example: 'KO' })
  symbol: string;

  @ApiProperty({
    example: '2024-12-02',
    format: 'date',
    description: 'Of its last close, more than a week before.',
  })
  price_date: string;
}

@ApiSchema({ name: 'Overdraft' })
export class OverdraftDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439012' })
  account_id: string;

  @ApiProperty({ example: 'EUR' })
  currency: string;

  @ApiProperty({ example: -41.2 })
  balance: number;
}

@ApiSchema({ name: 'PerformanceQuality' })
export class QualityDto {
  @ApiProperty({ type: [MissingPriceDto] })
  missing: MissingPriceDto[];

  @ApiProperty({ type: LeftOutDto })
  left_out: LeftOutDto;

  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'Days on which a held symbol had no close of its own.',
  })
  carried_forward_days: number;

  @ApiProperty({ type: String, nullable: true, format: 'date', example: '2024-12-31' })
  prices_as_of: string | null;

  @ApiProperty({ type: [SuspectedSplitDto] })
  suspected_splits: SuspectedSplitDto[];

  @ApiProperty({ type: [StalePriceDto], description: 'Held symbols whose last close is old.' })
  stale: StalePriceDto[];

  @ApiProperty({
    type: [String],
    example: [],
    description: 'Held symbols with a lot whose cost is not known.',
  })
  basis_unknown: string[];

  @ApiProperty({ type: [OverdraftDto], description: 'Accounts whose cash is below 0.' })
  overdrawn: OverdraftDto[];

  @ApiProperty({
    type: [RateQualityDto],
    description: "By the currencies that closes are in; none of the portfolio's own.",
  })
  rates: RateQualityDto[];

  @ApiProperty({
    type: [UnratedLineDto],
    description: 'Lines whose amounts have no exchange rate of their day; figures that need them are null.',
  })
  unrated_lines: UnratedLineDto[];

  @ApiProperty({ type: [PriceSourceDto] })
  sources: PriceSourceDto[];
}
