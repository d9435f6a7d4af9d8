import { ApiProperty, ApiSchema } from '@nestjs/swagger';

const RATIO = { type: Number, nullable: true } as const;
const DAY = { type: String, nullable: true, format: 'date' } as const;

@ApiSchema({ name: 'Figure', description: 'Exactly one of `value` and `reason` is null.' })
export class FigureDto {
  @ApiProperty({ ...RATIO, example: 0.1234, description: 'A fraction.' })
  value: number | null;

  @ApiProperty({ example: 'time_weighted_daily' })
  method: string;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why there is no value.' })
  reason: string | null;
}

@ApiSchema({ name: 'PerformanceReturns' })
export class PerformanceReturnsDto {
  @ApiProperty({
    type: FigureDto,
    description: 'Of the investments, whatever money came when; over the window.',
  })
  time_weighted: FigureDto;

  @ApiProperty({ type: FigureDto, description: 'Undefined below 365 days.' })
  time_weighted_annualised: FigureDto;

  @ApiProperty({ type: FigureDto, description: "XIRR: of the investor's money, a yearly rate." })
  money_weighted: FigureDto;

  @ApiProperty({ type: FigureDto, description: 'Value over money put in, minus 1.' })
  simple: FigureDto;

  @ApiProperty({ type: FigureDto, description: 'Needs no daily prices.' })
  modified_dietz: FigureDto;
}

@ApiSchema({ name: 'MaxDrawdown' })
export class MaxDrawdownDto {
  @ApiProperty({ ...RATIO, example: -0.1875 })
  value: number | null;

  @ApiProperty({ ...DAY, example: '2024-07-16' })
  peak_date: string | null;

  @ApiProperty({ ...DAY, example: '2024-08-05' })
  trough_date: string | null;

  @ApiProperty({ ...DAY, example: null, description: 'Null while the loss is not made up.' })
  recovery_date: string | null;
}

@ApiSchema({
  name: 'PerformanceRisk',
  description: 'Annualised over `periods_per_year`, but for drawdown and value at risk.',
})
export class PerformanceRiskDto {
  @ApiProperty({
    ...RATIO,
    example: 252,
    description:
      '252 where prices come on weekdays; else the number of returns a year, such as 365.25 where they come daily. Null without a stretch of time.',
  })
  periods_per_year: number | null;

  @ApiProperty({ ...RATIO, example: 0.182 })
  volatility: number | null;

  @ApiProperty({ ...RATIO, example: 0.121 })
  downside_deviation: number | null;

  @ApiProperty({ ...RATIO, example: 0.94 })
  sharpe: number | null;

  @ApiProperty({ ...RATIO, example: 1.32 })
  sortino: number | null;

  @ApiProperty({ type: MaxDrawdownDto })
  max_drawdown: MaxDrawdownDto;

  @ApiProperty({ ...RATIO, example: -0.0184, description: 'Of one day, historical; a loss is negative.' })
  value_at_risk_95: number | null;

  @ApiProperty({ ...RATIO, example: 1.05 })
  beta: number | null;

  @ApiProperty({ ...RATIO, example: 0.013, description: "Jensen's, annualised." })
  alpha: number | null;

  @ApiProperty({ ...RATIO, example: 0.062 })
  tracking_error: number | null;

  @ApiProperty({ ...RATIO, example: 0.41 })
  information_ratio: number | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { beta: 'no_benchmark' },
    description: 'Why a figure above is null, by its name.',
  })
  reasons: Record<string, string>;
}

@ApiSchema({
  name: 'PeriodReturns',
  description:
    'Time-weighted, over the calendar periods that end with the window; they begin with the last valuation date up to ' +
    'the day a week, month or year before.',
})
export class PeriodReturnsDto {
  @ApiProperty({ type: FigureDto, description: 'Since the value on the day before, as `day_change`.' })
  day: FigureDto;

  @ApiProperty({ type: FigureDto })
  week: FigureDto;

  @ApiProperty({ type: FigureDto })
  month: FigureDto;

  @ApiProperty({ type: FigureDto })
  year_to_date: FigureDto;

  @ApiProperty({ type: FigureDto })
  year: FigureDto;

  @ApiProperty({ type: FigureDto })
  since_inception: FigureDto;
}

@ApiSchema({ name: 'YearOfReturns' })
export class YearOfReturnsDto {
  @ApiProperty({ type: 'integer', example: 2024 })
  year: number;

  @ApiProperty({
    type: 'array',
    items: { type: 'number', nullable: true },
    example: [0.012, -0.004, 0.021, null, null, null, null, null, null, null, null, null],
    description: 'January first; 0 without a valuation date in the month, null outside the window.',
  })
  months: (number | null)[];

  @ApiProperty({ ...RATIO, example: 0.029 })
  total: number | null;
}

@ApiSchema({ name: 'PerformanceBenchmark' })
export class BenchmarkDto {
  @ApiProperty({ example: 'SPY' })
  symbol: string;

  @ApiProperty({ type: FigureDto })
  total_return: FigureDto;

  @ApiProperty({ type: FigureDto })
  annualised: FigureDto;

  @ApiProperty({
    type: 'array',
    items: { type: 'number', nullable: true },
    example: [1, 1.004],
    description: 'Growth of 1, one entry for each of `series`; null before its first close.',
  })
  index: (number | null)[];
}
