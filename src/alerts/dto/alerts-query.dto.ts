import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { PageQueryDto } from '../../common/paging/page-query.dto';
import { ApiSort } from '../../common/paging/api-sort.decorator';
import { sortsOf } from '../../common/paging/sort';
import type { Sort } from '../../common/paging/sort';
import { IsListedSymbol } from '../../common/symbols/symbol';
import { IfGiven } from '../../common/validation/if-given';
import { ALERT_STATES, AlertState } from '../alert';

export class AlertsQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: ALERT_STATES, example: 'active' })
  @IfGiven()
  @IsIn(ALERT_STATES)
  state?: AlertState;

  @ApiPropertyOptional({ example: 'AAPL' })
  @IfGiven()
  @IsListedSymbol()
  symbol?: string;

  @ApiSort(sortsOf('created_at', 'symbol'), { default: '-created_at' })
  sort: Sort<'created_at' | 'symbol'> = '-created_at';
}
