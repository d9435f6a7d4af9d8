import { ApiSort } from './api-sort.decorator';
import { PageQueryDto } from './page-query.dto';
import { sortsOf } from './sort';
import type { Sort } from './sort';

/** A page of a list that has one date to be sorted by. */
export class DatedPageQueryDto extends PageQueryDto {
  @ApiSort(sortsOf('created_at'), { default: '-created_at' })
  sort: Sort<'created_at'> = '-created_at';
}
