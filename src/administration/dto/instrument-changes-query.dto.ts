import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { ApiSort } from '../../common/paging/api-sort.decorator';
import { PageQueryDto } from '../../common/paging/page-query.dto';
import { sortsOf } from '../../common/paging/sort';
import type { Sort } from '../../common/paging/sort';
import { IsListedSymbol } from '../../common/symbols/symbol';
import { IfGiven } from '../../common/validation/if-given';
import { INSTRUMENT_CHANGES, InstrumentChangeKind } from '../../market/changes/instrument-change';

export class InstrumentChangesQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: INSTRUMENT_CHANGES, enumName: 'InstrumentChangeKind' })
  @IfGiven()
  @IsIn(INSTRUMENT_CHANGES)
  kind?: InstrumentChangeKind;

  @ApiPropertyOptional({ example: 'FB', description: 'What became of this one.' })
  @IfGiven()
  @IsListedSymbol()
  symbol?: string;

  @ApiSort(sortsOf('created_at', 'symbol'), { default: '-created_at' })
  sort: Sort<'created_at' | 'symbol'> = '-created_at';
}
