import { ApiProperty, ApiSchema } from '@nestjs/swagger';

const STATES = ['closed', 'open', 'half_open'] as const;

@ApiSchema({ name: 'ProviderState' })
export class ProviderStateDto {
  @ApiProperty({ example: 'alpha-vantage' })
  name: string;

  @ApiProperty({
    enum: STATES,
    description:
      'Of the circuit breaker in the process that answers: closed is well; half_open lets the next call through as a trial.',
  })
  state: (typeof STATES)[number];

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 21,
    description: 'null where calls are not counted.',
  })
  calls_left_today: number | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 4,
    description: 'null where calls are not counted.',
  })
  calls_used_today: number | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2026-02-01T00:00:00.000Z',
    description: 'When the next day’s calls begin; null where calls are not counted.',
  })
  calls_reset_at: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  next_retry_at: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  last_error: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { '1m': 30, '5m': 60, '15m': 60, '1h': 730 },
    description: 'How many days back it has bars of which interval within the day.',
  })
  intraday_days: Partial<Record<string, number>>;
}

@ApiSchema({ name: 'ProviderList' })
export class ProviderListDto {
  @ApiProperty({ type: [ProviderStateDto], description: 'In the order in which they are asked.' })
  items: ProviderStateDto[];
}
