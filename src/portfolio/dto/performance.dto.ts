import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsNumber, IsOptional, Max, Min } from 'class-validator';
import { IsCalendarDay } from '../../common/calendar/calendar-day';
import { IsSymbol } from '../../common/symbols/symbol';
import {
  BenchmarkDto,
  PerformanceReturnsDto,
  PerformanceRiskDto,
  PeriodReturnsDto,
  YearOfReturnsDto,
} from './figures.dto';
import { AllocationDto, ConcentrationDto, HoldingDto, SummaryDto } from './holdings.dto';
import { QualityDto } from './quality.dto';

export class PerformanceQuery {
  @ApiPropertyOptional({
    example: '2024-01-02',
    format: 'date',
    description: 'First day of the window; the first purchase when left out or earlier than it.',
  })
  @IsOptional()
  @IsCalendarDay()
  from?: string;

  @ApiPropertyOptional({
    example: '2024-12-31',
    format: 'date',
    description:
      'Last day of the window. When left out: the last closed day of the exchanges concerned, or the latest purchase if that is later.',
  })
  @IsOptional()
  @IsCalendarDay()
  to?: string;

  @ApiPropertyOptional({ example: 'SPY', description: 'A symbol to compare with.' })
  @IsOptional()
  @IsSymbol()
  benchmark?: string;

  @ApiPropertyOptional({ example: 0.02, default: 0, minimum: -0.5, maximum: 1, description: 'Yearly.' })
  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  @Min(-0.5)
  @Max(1)
  risk_free_rate?: number;
}

@ApiSchema({ name: 'PerformancePoint' })
export class PerformancePointDto {
  @ApiProperty({ example: '2024-12-31', format: 'date' })
  date: string;

  @ApiProperty({ example: 15_230.5 })
  value: number;

  @ApiProperty({
    example: 12_000,
    description: 'The value the window opened with plus what was bought since.',
  })
  invested: number;

  @ApiProperty({ example: 1.2692, description: 'Growth of 1 since the opening, whatever was bought when.' })
  twr_index: number;
}

@ApiSchema({ name: 'PerformanceCharts' })
export class ChartLinksDto {
  @ApiProperty({ example: '/api/v1/portfolio/665f1f77bcf86cd799439011/performance/charts/value.svg' })
  value: string;

  @ApiProperty({ example: '/api/v1/portfolio/665f1f77bcf86cd799439011/performance/charts/allocation.svg' })
  allocation: string;

  @ApiProperty({ example: '/api/v1/portfolio/665f1f77bcf86cd799439011/performance/charts/drawdown.svg' })
  drawdown: string;
}

@ApiSchema({
  name: 'Performance',
  description:
    'Returns, weights and other ratios are fractions; losses are negative. What cannot be told is null.',
})
export class PerformanceDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  portfolio_id: string;

  @ApiProperty({
    example: '2024-12-31',
    format: 'date',
    description: 'The day whose closes are told; equals `to`.',
  })
  as_of: string;

  @ApiProperty({ example: '2025-01-01T06:12:00.000Z', format: 'date-time' })
  computed_at: string;

  @ApiProperty({ example: 'USD' })
  currency: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '2024-01-15',
    format: 'date',
    description: 'Null without lots.',
  })
  from: string | null;

  @ApiProperty({ example: '2024-12-31', format: 'date' })
  to: string;

  @ApiProperty({ example: 0.02 })
  risk_free_rate: number;

  @ApiProperty({ type: SummaryDto })
  summary: SummaryDto;

  @ApiProperty({ type: PerformanceReturnsDto })
  returns: PerformanceReturnsDto;

  @ApiProperty({ type: PerformanceRiskDto })
  risk: PerformanceRiskDto;

  @ApiProperty({ type: PeriodReturnsDto })
  periods: PeriodReturnsDto;

  @ApiProperty({ type: [YearOfReturnsDto] })
  months: YearOfReturnsDto[];

  @ApiProperty({ type: [AllocationDto], description: 'Largest first.' })
  allocation: AllocationDto[];

  @ApiProperty({ type: ConcentrationDto })
  concentration: ConcentrationDto;

  @ApiProperty({ type: [HoldingDto] })
  holdings: HoldingDto[];

  @ApiProperty({
    type: [PerformancePointDto],
    description: 'Ascending; every day with a close or a purchase.',
  })
  series: PerformancePointDto[];

  @ApiProperty({ type: BenchmarkDto, nullable: true })
  benchmark: BenchmarkDto | null;

  @ApiProperty({ type: QualityDto })
  quality: QualityDto;

  @ApiProperty({ type: ChartLinksDto })
  charts: ChartLinksDto;
}
