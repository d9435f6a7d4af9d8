import { ApiPropertyOptional } from '@nestjs/swagger';
import { DatedPageQueryDto } from '../../common/paging/dated-page-query.dto';
import { IsSymbol } from '../../common/symbols/symbol';
import { IfGiven } from '../../common/validation/if-given';
import { AccountFilter } from './account-filter';

export class AnalysesQueryDto extends DatedPageQueryDto {
  @ApiPropertyOptional({ example: 'SPY', description: 'Those compared with this symbol.' })
  @IfGiven()
  @IsSymbol()
  benchmark?: string;

  @AccountFilter('Those of this account alone.')
  account?: string;
}
