import { ApiSort } from '../../common/paging/api-sort.decorator';
import { PageQueryDto } from '../../common/paging/page-query.dto';
import { sortsOf } from '../../common/paging/sort';
import type { Sort } from '../../common/paging/sort';

export class SessionsQueryDto extends PageQueryDto {
  @ApiSort(sortsOf('created_at', 'last_used_at'), { default: '-created_at' })
  sort: Sort<'created_at' | 'last_used_at'> = '-created_at';
}
