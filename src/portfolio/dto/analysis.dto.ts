import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Before } from '../../analytics/ledger/plan/market';
import { CHARGES } from './performance.dto';
import { PerformanceReturnsDto, PerformanceRiskDto } from './figures.dto';
import { SummaryDto } from './holdings.dto';

@ApiSchema({ name: 'Analysis', description: 'A stored performance without its series.' })
export class AnalysisDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439012' })
  id: string;

  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  portfolio_id: string;

  @ApiProperty({ type: 'integer', example: 3, description: 'Of the portfolio, when it was computed.' })
  portfolio_version: number;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date',
    example: null,
    description: 'Null: first purchase.',
  })
  from: string | null;

  @ApiProperty({ example: '2024-12-31', format: 'date' })
  to: string;

  @ApiProperty({ type: String, nullable: true, example: 'SPY' })
  benchmark: string | null;

  @ApiProperty({ example: 0 })
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

  @ApiProperty({ type: String, nullable: true, format: 'date', example: '2024-12-31' })
  prices_as_of: string | null;

  @ApiProperty({ type: SummaryDto })
  summary: SummaryDto;

  @ApiProperty({ type: PerformanceReturnsDto })
  returns: PerformanceReturnsDto;

  @ApiProperty({ type: PerformanceRiskDto })
  risk: PerformanceRiskDto;

  @ApiProperty({ example: '2025-01-01T06:12:00.000Z', format: 'date-time' })
  computed_at: Date;

  @ApiProperty({
    example: '/api/v1/portfolio/665f1f77bcf86cd799439011/performance?to=2024-12-31',
    description: 'The same question, asked of the portfolio as it is now.',
  })
  performance: string;
}

@ApiSchema({ name: 'AnalysisPage' })
export class AnalysisPageDto {
  @ApiProperty({ type: [AnalysisDto] })
  items: AnalysisDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
