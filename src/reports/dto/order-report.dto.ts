import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsBoolean, IsIn, Matches } from 'class-validator';
import { IfGiven } from '../../common/validation/if-given';
import { IsCalendarDay } from '../../common/calendar/calendar-day';
import { OBJECT_ID_PATTERN } from '../../common/ids/object-id.pipe';
import { REPORT_FORMATS, REPORT_TYPES, ReportFormat, ReportType } from '../report';

const ID = { message: '$property must be 24 hexadecimal digits' };

@ApiSchema({ name: 'OrderReport' })
export class OrderReport {
  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  @Matches(OBJECT_ID_PATTERN, ID)
  portfolio_id: string;

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
    description: 'Whose portfolio it is, when not your own; for superusers.',
  })
  @IfGiven()
  @Matches(OBJECT_ID_PATTERN, ID)
  user_id?: string;
}
