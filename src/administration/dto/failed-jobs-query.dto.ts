import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { ApiSort } from '../../common/paging/api-sort.decorator';
import { PageQueryDto } from '../../common/paging/page-query.dto';
import { sortsOf } from '../../common/paging/sort';
import { IfGiven } from '../../common/validation/if-given';
import type { FailedJobSort } from '../sorted-jobs';

export class FailedJobsQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ maxLength: 100, example: 'make-report', description: 'What the jobs are called.' })
  @IfGiven()
  @MaxLength(100)
  @IsString()
  name?: string;

  @ApiSort(sortsOf('failed_at', 'created_at', 'name'), { default: '-failed_at' })
  sort: FailedJobSort = '-failed_at';
}
