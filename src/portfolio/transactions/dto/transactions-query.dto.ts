import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsString, Length } from 'class-validator';
import { TRANSACTION_TYPES } from '../../../analytics/ledger/model/transaction';
import type { TransactionType } from '../../../analytics/ledger/model/transaction';
import { IsCalendarDay } from '../../../common/calendar/calendar-day';
import { PageQueryDto } from '../../../common/paging/page-query.dto';
import { ApiSort } from '../../../common/paging/api-sort.decorator';
import { sortsOf } from '../../../common/paging/sort';
import { IsSymbol } from '../../../common/symbols/symbol';
import { IfGiven } from '../../../common/validation/if-given';
import type { LineSort } from '../lines-cursor';
import { AccountFilter } from '../../dto/account-filter';

export class TransactionsQueryDto extends PageQueryDto {
  @ApiPropertyOptional({
    type: String,
    example: 'buy,sell',
    description: `One type, or several separated by commas: ${TRANSACTION_TYPES.join(', ')}.`,
  })
  @IfGiven()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsIn(TRANSACTION_TYPES, { each: true })
  type?: TransactionType[];

  @ApiPropertyOptional({ example: 'AAPL', description: 'Lines of this symbol, and those that bring it.' })
  @IfGiven()
  @IsSymbol()
  symbol?: string;

  @AccountFilter()
  account?: string;

  @ApiPropertyOptional({ example: '2024-01-01', format: 'date' })
  @IfGiven()
  @IsCalendarDay()
  from?: string;

  @ApiPropertyOptional({ example: '2024-12-31', format: 'date' })
  @IfGiven()
  @IsCalendarDay()
  to?: string;

  @ApiPropertyOptional({
    example: 'plan',
    minLength: 1,
    maxLength: 100,
    description: 'Text within note, symbol, tags, external_id or group_id, whatever its case.',
  })
  @IfGiven()
  @Length(1, 100)
  @IsString()
  q?: string;

  @ApiSort(sortsOf('date', 'created'), { default: '-date' })
  sort: LineSort = '-date';
}
