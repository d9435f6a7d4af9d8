import { ApiProperty, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'MissingSymbol' })
export class MissingSymbolDto {
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

  @ApiProperty({ example: 500, description: 'What was paid for it.' })
  cost_basis: number;
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

@ApiSchema({ name: 'PerformanceQuality' })
export class QualityDto {
  @ApiProperty({ type: [MissingSymbolDto] })
  missing: MissingSymbolDto[];

  @ApiProperty({ type: LeftOutDto })
  left_out: LeftOutDto;

  @ApiProperty({ example: 0, description: 'Days on which a held symbol had no close of its own.' })
  carried_forward_days: number;

  @ApiProperty({ type: String, nullable: true, format: 'date', example: '2024-12-31' })
  prices_as_of: string | null;

  @ApiProperty({ type: [SuspectedSplitDto] })
  suspected_splits: SuspectedSplitDto[];

  @ApiProperty({ type: [PriceSourceDto] })
  sources: PriceSourceDto[];
}
