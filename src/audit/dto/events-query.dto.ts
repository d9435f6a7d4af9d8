import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsCalendarDay } from '../../common/calendar/calendar-day';
import { DatedPageQueryDto } from '../../common/paging/dated-page-query.dto';
import { IfGiven } from '../../common/validation/if-given';
import { AUDIT_ACTIONS, AuditAction } from '../audit-entry';

/** What entries can be narrowed by, whoever reads them. */
export class EventsQueryDto extends DatedPageQueryDto {
  @ApiPropertyOptional({ enum: AUDIT_ACTIONS, enumName: 'AuditAction' })
  @IfGiven()
  @IsIn(AUDIT_ACTIONS)
  action?: AuditAction;

  @ApiPropertyOptional({ format: 'date', description: 'The first day (UTC).' })
  @IfGiven()
  @IsCalendarDay()
  from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'The last day (UTC).' })
  @IfGiven()
  @IsCalendarDay()
  to?: string;
}
