import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Quote, STALE_REASONS, StaleReason } from '../model/quote';

@ApiSchema({ name: 'Quote' })
export class QuoteDto implements Quote {
  @ApiProperty({ example: 'AAPL' })
  symbol: string;

  @ApiProperty({ enum: ['real-time'] })
  data_type: 'real-time';

  @ApiProperty({ format: 'date-time', example: '2026-03-02T15:31:07.000Z' })
  timestamp: string;

  @ApiProperty({ type: Number, nullable: true, example: 243.1 })
  open: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 245.3 })
  high: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 242.8 })
  low: number | null;

  @ApiProperty({ example: 244.52, description: 'The latest price.' })
  close: number;

  @ApiProperty({ type: Number, nullable: true, example: 31_204_118 })
  volume: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 242.75 })
  previous_close: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 1.77 })
  change: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 0.00729145,
    description: 'A fraction: 0.0073 is 0.73 %.',
  })
  change_percent: number | null;

  @ApiProperty({ example: 'USD' })
  currency: string;

  @ApiPropertyOptional({
    example: 'USD',
    description:
      'The unit that its exchange quotes in, such as GBp; prices here are in `currency`. Left out where a stored day stands in, which does not tell it.',
  })
  quoted_in?: string;

  @ApiProperty({ example: 'yahoo-finance', description: 'The provider, `simulated` or `import`.' })
  source: string;

  @ApiProperty({ format: 'date-time', example: '2026-03-02T15:31:08.120Z' })
  received_at: string;

  @ApiProperty({ example: false })
  stale: boolean;

  @ApiProperty({ enum: STALE_REASONS, nullable: true, example: null })
  stale_reason: StaleReason | null;
}

@ApiSchema({ name: 'MissingSymbol' })
export class MissingSymbolDto {
  @ApiProperty({ example: 'NOSUCH' })
  symbol: string;

  @ApiProperty({ example: 'unknown_symbol' })
  reason: string;
}

@ApiSchema({ name: 'QuoteBatch' })
export class QuoteBatchDto {
  @ApiProperty({ type: [QuoteDto] })
  items: QuoteDto[];

  @ApiProperty({ type: [MissingSymbolDto] })
  missing: MissingSymbolDto[];
}
