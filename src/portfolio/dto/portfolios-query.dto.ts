import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsId } from '../../common/ids/is-id';
import { PageQueryDto } from '../../common/paging/page-query.dto';
import { ApiSort, BY_CODE_POINT } from '../../common/paging/api-sort.decorator';
import { sortsOf } from '../../common/paging/sort';
import type { Sort } from '../../common/paging/sort';
import { IfGiven } from '../../common/validation/if-given';

export class PortfoliosQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ description: 'Whose, when not your own; for superusers.' })
  @IfGiven()
  @IsId()
  user_id?: string;

  @ApiSort(sortsOf('created_at', 'updated_at', 'name'), {
    default: '-created_at',
    description: BY_CODE_POINT,
  })
  sort: Sort<'created_at' | 'updated_at' | 'name'> = '-created_at';
}
