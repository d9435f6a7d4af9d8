import { ApiProperty, ApiPropertyOptional, ApiSchema, OmitType } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsMoment } from '../../common/calendar/moment';
import { IfGiven } from '../../common/validation/if-given';
import { Intraday, INTRADAY_INTERVALS, IntradayInterval } from '../intraday/intraday';
import { BarDto } from './history.dto';

export class IntradayQueryDto {
  @ApiProperty({ enum: INTRADAY_INTERVALS, example: '5m' })
  @IsIn(INTRADAY_INTERVALS)
  interval: IntradayInterval;

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    description:
      'With its zone: Z, or an offset whose + is written %2B. Default: 1, 5, 15 or 60 days before `to`, for 1m, 5m, 15m ' +
      'and 1h. At most 7, 30, 60 or 365 days before it.',
  })
  @IfGiven()
  @IsMoment()
  from?: Date;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'As `from`. Default: now.' })
  @IfGiven()
  @IsMoment()
  to?: Date;
}

@ApiSchema({ name: 'IntradayBar' })
export class IntradayBarDto extends OmitType(BarDto, ['timestamp'] as const) {
  @ApiProperty({ format: 'date-time', example: '2026-03-02T14:30:00.000Z', description: 'Its beginning.' })
  timestamp: string;
}

@ApiSchema({ name: 'Intraday' })
export class IntradayDto {
  @ApiProperty({ example: 'AAPL' })
  symbol: string;

  @ApiProperty({ enum: ['intraday'] })
  data_type: 'intraday';

  @ApiProperty({ enum: INTRADAY_INTERVALS, example: '5m' })
  interval: IntradayInterval;

  @ApiProperty({ example: 'USD' })
  currency: string;

  @ApiProperty({ example: 'yahoo-finance', description: 'All bars of one answer are from one source.' })
  source: string;

  @ApiProperty({
    type: 'integer',
    example: 60,
    description: 'How many days back this source has bars of this interval; what is older is left out.',
  })
  retention_days: number;

  @ApiProperty({
    type: String,
    format: 'date-time',
    example: '2026-03-02T00:00:00.000Z',
    description: 'As asked for, in whole bars, as far as the source reaches.',
  })
  from: Date;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-03-02T21:00:00.000Z' })
  to: Date;

  @ApiProperty({
    type: [IntradayBarDto],
    description: 'Ascending; none while there is no trading. The last may still be under way.',
  })
  items: IntradayBarDto[];

  static of({ symbol, interval, currency, source, retentionDays, stretch, bars }: Intraday): IntradayDto {
    return {
      symbol,
      data_type: 'intraday',
      interval,
      currency,
      source,
      retention_days: retentionDays,
      from: new Date(stretch.from * 1_000),
      to: new Date(stretch.to * 1_000),
      items: bars.map(({ start, open, high, low, close, volume }) => ({
        timestamp: new Date(start * 1_000).toISOString(),
        open,
        high,
        low,
        close,
        volume,
      })),
    };
  }
}
