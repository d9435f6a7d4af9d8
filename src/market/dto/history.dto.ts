import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsCalendarDay } from '../../common/calendar/calendar-day';
import { Adjustment, ADJUSTMENTS } from '../close-series';
import { Interval, INTERVALS } from '../history';
import { STALE_REASONS, StaleReason } from '../quote';

export class HistoryQuery {
  @ApiPropertyOptional({ format: 'date', description: 'Default: one year before `to`.' })
  @IsOptional()
  @IsCalendarDay()
  from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Default: today. Only closed trading days are shown.' })
  @IsOptional()
  @IsCalendarDay()
  to?: string;

  @ApiPropertyOptional({ enum: INTERVALS, default: '1d' })
  @IsIn(INTERVALS)
  interval: Interval = '1d';

  @ApiPropertyOptional({ minimum: 10, maximum: 5000, description: 'Downsamples; extremes are kept.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(10)
  @Max(5000)
  max_points?: number;
}

@ApiSchema({ name: 'Bar' })
export class BarDto {
  @ApiProperty({ format: 'date-time', example: '2026-03-02T00:00:00.000Z', description: 'The trading day.' })
  timestamp: string;

  @ApiProperty({ example: 243.1 })
  open: number;

  @ApiProperty({ example: 245.3 })
  high: number;

  @ApiProperty({ example: 242.8 })
  low: number;

  @ApiProperty({ example: 244.52 })
  close: number;

  @ApiProperty({ example: 51_204_118 })
  volume: number;
}

@ApiSchema({ name: 'History' })
export class HistoryDto {
  @ApiProperty({ example: 'AAPL' })
  symbol: string;

  @ApiProperty({ enum: ['historical'] })
  data_type: 'historical';

  @ApiProperty({ enum: INTERVALS })
  interval: Interval;

  @ApiProperty({ example: 'USD' })
  currency: string;

  @ApiProperty({ example: 'yahoo-finance', description: 'All bars of one answer are from one source.' })
  source: string;

  @ApiProperty({ enum: ADJUSTMENTS, description: 'What the source has worked into its prices.' })
  adjustment: Adjustment;

  @ApiProperty({ example: false, description: 'Whether part of the range could not be had.' })
  stale: boolean;

  @ApiProperty({ enum: STALE_REASONS, nullable: true, example: null })
  stale_reason: StaleReason | null;

  @ApiProperty({ type: [BarDto], description: 'Ascending.' })
  items: BarDto[];
}
