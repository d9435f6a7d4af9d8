import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import {
  Report,
  REPORT_FORMATS,
  REPORT_STATUSES,
  REPORT_TYPES,
  ReportFormat,
  ReportStatus,
  ReportType,
} from '../report';

const ID = '665f1f77bcf86cd799439011';
const moment = { type: String, format: 'date-time' };

@ApiSchema({ name: 'Report' })
export class ReportDto {
  @ApiProperty({ example: ID })
  id: string;

  @ApiProperty({ example: ID })
  user_id: string;

  @ApiProperty({
    example: null,
    type: String,
    nullable: true,
    description: 'The administrator who ordered it, where not its user.',
  })
  ordered_by: string | null;

  @ApiProperty({ example: ID })
  portfolio_id: string;

  @ApiProperty({
    example: null,
    type: String,
    nullable: true,
    description: 'Id of the account; null for all.',
  })
  account: string | null;

  @ApiProperty({ example: 'performance', enum: REPORT_TYPES, enumName: 'ReportType' })
  type: ReportType;

  @ApiProperty({ example: 'pdf', enum: REPORT_FORMATS, enumName: 'ReportFormat' })
  format: ReportFormat;

  @ApiProperty({ example: '2025-01-01', type: String, nullable: true })
  from: string | null;

  @ApiProperty({ example: '2025-12-31', type: String, nullable: true })
  to: string | null;

  @ApiProperty({ example: 'completed', enum: REPORT_STATUSES, enumName: 'ReportStatus' })
  status: ReportStatus;

  @ApiProperty({ type: 'integer', example: 100, minimum: 0, maximum: 100 })
  progress: number;

  @ApiProperty({ type: 'integer', example: 1, description: 'How often a worker began to make it.' })
  attempts: number;

  @ApiProperty({ example: 48_213, type: 'integer', nullable: true })
  size_bytes: number | null;

  @ApiProperty({ ...moment, example: '2026-01-31T09:00:00.000Z' })
  created_at: string;

  @ApiProperty({ ...moment, example: '2026-01-31T09:00:00.120Z', nullable: true })
  started_at: string | null;

  @ApiProperty({ ...moment, example: '2026-01-31T09:00:01.480Z', nullable: true })
  finished_at: string | null;

  @ApiProperty({ example: null, type: String, nullable: true, description: 'Why it failed, for people.' })
  error: string | null;

  @ApiProperty({
    example: `/api/v1/reports/${ID}/download`,
    type: String,
    nullable: true,
    description: 'Null until it is completed.',
  })
  download_url: string | null;

  static of(report: Report): ReportDto {
    const { id, user_id, ordered_by, portfolio_id, account, type, format } = report;
    const { from, to, status, progress, attempts } = report;
    return {
      id,
      user_id,
      ordered_by,
      portfolio_id,
      account,
      type,
      format,
      from,
      to,
      status,
      progress,
      attempts,
      size_bytes: report.size_bytes,
      created_at: report.created_at.toISOString(),
      started_at: report.started_at?.toISOString() ?? null,
      finished_at: report.finished_at?.toISOString() ?? null,
      error: report.error,
      download_url: status === 'completed' ? downloadPathOf(id) : null,
    };
  }
}

/** Where a report's file is, under whatever address this installation has. */
export const downloadPathOf = (reportId: string) => `/api/v1/reports/${reportId}/download`;

@ApiSchema({ name: 'ReportPage' })
export class ReportPageDto {
  @ApiProperty({ type: [ReportDto] })
  items: ReportDto[];

  @ApiProperty({ example: null, type: String, nullable: true })
  next_cursor: string | null;
}
