import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsOptional, Matches } from 'class-validator';
import { IsCalendarDay } from '../../common/calendar/calendar-day';

/** A name and a period; volatility needs two returns, hence a period of at least 2. */
const INDICATOR = /^((sma|ema|rsi):([1-9]\d{0,2})|volatility:([2-9]|[1-9]\d{1,2}))$/;

export class AnalyticsQueryDto {
  @ApiPropertyOptional({ format: 'date', description: 'Default: one year before `to`.' })
  @IsOptional()
  @IsCalendarDay()
  from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Default: today.' })
  @IsOptional()
  @IsCalendarDay()
  to?: string;

  @ApiPropertyOptional({ type: String, default: 'sma:20', example: 'sma:20,ema:50,rsi:14,volatility:30' })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @ArrayNotEmpty()
  @ArrayMaxSize(10)
  @ArrayUnique()
  @Matches(INDICATOR, {
    each: true,
    message: 'each of indicators must be sma, ema, rsi or volatility, a colon and a period of 1 to 999',
  })
  indicators: string[] = ['sma:20'];
}

@ApiSchema({ name: 'IndicatorSeries' })
export class IndicatorSeriesDto {
  @ApiProperty({ example: 'sma:20' })
  indicator: string;

  @ApiProperty({
    type: 'array',
    items: { type: 'number', nullable: true },
    description: 'One for each day; null in the warm-up.',
    example: [null, 243.1],
  })
  values: (number | null)[];
}

@ApiSchema({ name: 'MarketAnalytics' })
export class AnalyticsDto {
  @ApiProperty({ example: 'AAPL' })
  symbol: string;

  @ApiProperty({ example: 'USD' })
  currency: string;

  @ApiProperty({ example: 'yahoo-finance' })
  source: string;

  @ApiProperty({ type: [String], example: ['2026-03-02', '2026-03-03'] })
  days: string[];

  @ApiProperty({ type: [Number], example: [243.1, 244.52] })
  closes: number[];

  @ApiProperty({ type: [IndicatorSeriesDto] })
  indicators: IndicatorSeriesDto[];
}
