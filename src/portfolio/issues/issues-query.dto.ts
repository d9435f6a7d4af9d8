import { ApiSort } from '../../common/paging/api-sort.decorator';
import { PageQueryDto } from '../../common/paging/page-query.dto';
import { sortsOf } from '../../common/paging/sort';
import type { Sort } from '../../common/paging/sort';

export type IssueSort = Sort<'severity' | 'date' | 'symbol'>;

export class IssuesQueryDto extends PageQueryDto {
  @ApiSort(sortsOf('severity', 'date', 'symbol'), {
    default: '-severity',
    description: 'Equals by severity, errors first, then by day, the latest first; what has none comes last.',
  })
  sort: IssueSort = '-severity';
}
