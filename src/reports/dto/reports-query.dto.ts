import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsId } from '../../common/ids/is-id';
import { DatedPageQueryDto } from '../../common/paging/dated-page-query.dto';
import { IfGiven } from '../../common/validation/if-given';
import { REPORT_STATUSES, ReportStatus } from '../report';

export class UserReportsQueryDto extends DatedPageQueryDto {
  @ApiPropertyOptional({ enum: REPORT_STATUSES, enumName: 'ReportStatus' })
  @IfGiven()
  @IsIn(REPORT_STATUSES)
  status?: ReportStatus;

  @ApiPropertyOptional({ example: '665f1f77bcf86cd799439011', description: 'Those of one portfolio.' })
  @IfGiven()
  @IsId()
  portfolio_id?: string;
}

export class ReportsQueryDto extends UserReportsQueryDto {
  @ApiPropertyOptional({ description: 'Whose reports.' })
  @IfGiven()
  @IsId()
  user_id?: string;
}
