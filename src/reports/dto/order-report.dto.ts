import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsBoolean, IsIn } from 'class-validator';
import { IfGiven } from '../../common/validation/if-given';
import { IsCalendarDay } from '../../common/calendar/calendar-day';
import { IsId } from '../../common/ids/is-id';
import { REPORT_FORMATS, REPORT_TYPES, ReportFormat, ReportType } from '../report';

@ApiSchema({ name: 'OrderReport' })
export class OrderReportDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  @IsId()
  portfolio_id: string;

  @ApiPropertyOptional({
    example: '665f1f77bcf86cd799439012',
    description: 'Id of one account of the portfolio; all when left out.',
  })
  @IfGiven()
  @IsId()
  account?: string;

  @ApiProperty({ example: 'performance', enum: REPORT_TYPES, enumName: 'ReportType' })
  @IsIn(REPORT_TYPES)
  type: ReportType;

  @ApiProperty({ example: 'pdf', enum: REPORT_FORMATS, enumName: 'ReportFormat' })
  @IsIn(REPORT_FORMATS)
  format: ReportFormat;

  @ApiPropertyOptional({ example: '2025-01-01', description: 'Defaults to the first purchase.' })
  @IfGiven()
  @IsCalendarDay()
  from?: string;

  @ApiPropertyOptional({ example: '2025-12-31', description: 'Defaults to the last closed day.' })
  @IfGiven()
  @IsCalendarDay()
  to?: string;

  @ApiPropertyOptional({
    example: true,
    default: true,
    description: 'Whether to notify when it is finished.',
  })
  @IfGiven()
  @IsBoolean()
  notify?: boolean;

  @ApiPropertyOptional({
    example: '665f1f77bcf86cd799439012',
    description:
      'Whose portfolio it is; only checked, for the report is its owner’s. Of another user: for superusers.',
  })
  @IfGiven()
  @IsId()
  user_id?: string;
}
