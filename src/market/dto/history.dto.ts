import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsCalendarDay } from '../../common/calendar/calendar-day';
import { PlainNumber } from '../../common/numbers/plain-number';
import { Adjustment, ADJUSTMENTS } from '../model/close-series';
import { HistoryQuality, Interval, INTERVALS } from '../history/history';
import { STALE_REASONS, StaleReason } from '../model/quote';
import { MissingSymbolDto } from './quote.dto';

export class HistoryQueryDto {
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

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 10,
    maximum: 5000,
    description: 'Downsamples; extremes are kept.',
  })
  @IsOptional()
  @PlainNumber()
  @IsInt()
  @Min(10)
  @Max(5000)
  max_points?: number;
}

@ApiSchema({ name: 'Bar' })
export class BarDto {
  @ApiProperty({ format: 'date-time', example: '2026-03-02T00:00:00.000Z', description: 'The trading day.' })
  timestamp: string;

  @ApiProperty({ type: Number, nullable: true, example: 243.1, description: 'Null where it is not told.' })
  open: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 245.3 })
  high: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 242.8 })
  low: number | null;

  @ApiProperty({ example: 244.52, description: '0 for a worthless share; negative for some futures.' })
  close: number;

  @ApiProperty({ example: 51_204_118 })
  volume: number;
}

@ApiSchema({ name: 'HistoryQuality' })
export class HistoryQualityDto implements HistoryQuality {
  @ApiProperty({
    type: 'integer',
    example: 0,
    description:
      'Bars with an open, high, low or volume that made no sense: left out, or moved to the bounds.',
  })
  mended_bars: number;

  @ApiProperty({
    type: [String],
    example: [],
    description:
      'Days with trading whose close has not come yet. They are asked for again: daily for two weeks, then weekly.',
  })
  owed_days: string[];

  @ApiProperty({ example: true, description: 'Whether the source tells splits and dividends.' })
  tells_events: boolean;
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

  @ApiProperty({ type: HistoryQualityDto })
  quality: HistoryQualityDto;

  @ApiProperty({ type: [BarDto], description: 'Ascending.' })
  items: BarDto[];
}

@ApiSchema({ name: 'HistoryBatch' })
export class HistoryBatchDto {
  @ApiProperty({ type: [HistoryDto], description: 'In the order asked for, each symbol once.' })
  items: HistoryDto[];

  @ApiProperty({ type: [MissingSymbolDto], description: 'What cannot be told, and why.' })
  missing: MissingSymbolDto[];
}
