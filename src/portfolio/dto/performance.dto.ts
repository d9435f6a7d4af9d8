import {
  ApiProperty,
  ApiPropertyOptional,
  ApiSchema,
  IntersectionType,
  OmitType,
  PartialType,
  PickType,
} from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayNotEmpty, ArrayUnique, IsIn, IsInt, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { IsCalendarDay } from '../../common/calendar/calendar-day';
import { PlainNumber } from '../../common/numbers/plain-number';
import { IsSymbol } from '../../common/symbols/symbol';
import { splitAtCommas } from '../../common/text/split-at-commas';
import { IfGiven } from '../../common/validation/if-given';
import type { Before } from '../../analytics/ledger/plan/market';
import {
  BenchmarkDto,
  PerformanceReturnsDto,
  PerformanceRiskDto,
  PeriodReturnsDto,
  YearOfReturnsDto,
} from './figures.dto';
import { AllocationDto, ConcentrationDto, HoldingDto, SummaryDto } from './holdings.dto';
import { FIELDS, FRAME } from '../performance/views/performance-fields';
import type { PerformanceField } from '../performance/views/performance-fields';
import { QualityDto } from './quality.dto';
import { AccountFilter } from './account-filter';

/** Which charges figures can be told before. */
export const CHARGES = ['fees', 'taxes', 'both'] as const;

const KNOWN = { type: Number, nullable: true } as const;

export class PerformanceQueryDto {
  @ApiPropertyOptional({
    example: '2024-01-02',
    format: 'date',
    description:
      'First day of the window, which opens with the value on the day before: the last closes at the rates of that day. ' +
      'The first purchase when left out or earlier than it.',
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
  @PlainNumber()
  @IsNumber()
  @Min(-0.5)
  @Max(1)
  risk_free_rate?: number;

  @AccountFilter('Id of one account; all when left out.')
  account?: string;

  @ApiPropertyOptional({
    enum: CHARGES,
    description: 'Charges that the figures are told before: as if not charged.',
  })
  @IsOptional()
  @IsIn(CHARGES)
  before?: (typeof CHARGES)[number];
}

/** A window, and how much of the answer is wanted. */
export class PerformanceViewQueryDto extends PerformanceQueryDto {
  @ApiPropertyOptional({
    enum: ['daily', 'none'],
    default: 'daily',
    description: '`none` leaves `series` and the index of the benchmark empty.',
  })
  @IsIn(['daily', 'none'])
  series: 'daily' | 'none' = 'daily';

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 10,
    maximum: 5000,
    description:
      'Downsamples `series` and the index of the benchmark; ends and extremes are kept. Figures are of all days.',
  })
  @IfGiven()
  @PlainNumber()
  @IsInt()
  @Min(10)
  @Max(5000)
  max_points?: number;

  @ApiPropertyOptional({
    type: String,
    example: 'summary,returns,holdings',
    description: `What is answered besides what it is about, separated by commas: ${FIELDS.join(', ')}. All when left out; else the answer is a \`PerformancePart\`.`,
  })
  @IfGiven()
  @Transform(splitAtCommas, { toClassOnly: true })
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(FIELDS, { each: true })
  fields?: PerformanceField[];
}

@ApiSchema({ name: 'PerformanceCash' })
export class PerformanceCashDto {
  @ApiProperty({
    type: String,
    nullable: true,
    example: '665f1f77bcf86cd799439012',
    description: 'Null while in transit.',
  })
  account_id: string | null;

  @ApiProperty({ example: 'EUR' })
  currency: string;

  @ApiProperty({ example: 1_240.55, description: 'Below 0: an overdraft.' })
  balance: number;

  @ApiProperty({
    ...KNOWN,
    example: 1_345.2,
    description: 'In the currency of the portfolio; null without a rate.',
  })
  value: number | null;

  @ApiProperty({
    ...KNOWN,
    example: 0.08,
    description: 'A fraction of the market value of the portfolio, as that of a holding.',
  })
  weight: number | null;
}

@ApiSchema({ name: 'PerformancePoint' })
export class PerformancePointDto {
  @ApiProperty({ example: '2024-12-31', format: 'date' })
  date: string;

  @ApiProperty({ ...KNOWN, example: 15_230.5, description: 'Null on a day without an exchange rate.' })
  value: number | null;

  @ApiProperty({
    ...KNOWN,
    example: 12_000,
    description: 'The value the window opened with plus what came in since, less what went out.',
  })
  invested: number | null;

  @ApiProperty({
    ...KNOWN,
    example: 1.2692,
    description: 'Growth of 1 since the opening, whatever was bought when; null from where it is undefined.',
  })
  twr_index: number | null;
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

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Id of the account; null for all.',
  })
  account: string | null;

  @ApiProperty({ enum: CHARGES, nullable: true, description: 'Charges that the figures are told before.' })
  before: Before;

  @ApiProperty({
    type: [PerformanceCashDto],
    description: 'Tracked cash at the end, by account and currency.',
  })
  cash: PerformanceCashDto[];

  @ApiProperty({ type: SummaryDto })
  summary: SummaryDto;

  @ApiProperty({ type: PerformanceReturnsDto })
  returns: PerformanceReturnsDto;

  @ApiProperty({ type: PerformanceRiskDto })
  risk: PerformanceRiskDto;

  @ApiProperty({ type: PeriodReturnsDto })
  periods: PeriodReturnsDto;

  @ApiProperty({ type: [YearOfReturnsDto], description: 'All calendar months of the window.' })
  months: YearOfReturnsDto[];

  @ApiProperty({ type: [AllocationDto], description: 'Largest first.' })
  allocation: AllocationDto[];

  @ApiProperty({ type: ConcentrationDto })
  concentration: ConcentrationDto;

  @ApiProperty({ type: [HoldingDto] })
  holdings: HoldingDto[];

  @ApiProperty({
    type: [PerformancePointDto],
    description:
      'The valuation dates, ascending: every day with a close of what is held or with a line, and `to`. Where two of ' +
      'these are more than a week apart, also every day with a rate of a foreign currency that is held, as money or ' +
      'in the price of shares.',
  })
  series: PerformancePointDto[];

  @ApiProperty({ type: BenchmarkDto, nullable: true })
  benchmark: BenchmarkDto | null;

  @ApiProperty({ type: QualityDto })
  quality: QualityDto;

  @ApiProperty({ type: ChartLinksDto })
  charts: ChartLinksDto;
}

@ApiSchema({ name: 'PerformancePart', description: 'What `fields` asked for of a performance.' })
export class PerformancePartDto extends IntersectionType(
  PickType(PerformanceDto, FRAME),
  PartialType(OmitType(PerformanceDto, FRAME)),
) {}
