import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsCalendarDay } from '../../common/calendar/calendar-day';
import { PageQueryDto } from '../../common/paging/page-query.dto';
import { ApiSort } from '../../common/paging/api-sort.decorator';
import { sortsOf } from '../../common/paging/sort';
import type { Sort } from '../../common/paging/sort';
import { IsSymbol } from '../../common/symbols/symbol';
import { IfGiven } from '../../common/validation/if-given';
import { AccountFilter } from '../dto/account-filter';

export const INCOME_GROUPS = ['month', 'year', 'symbol', 'account'] as const;
export type IncomeGroup = (typeof INCOME_GROUPS)[number];

export type IncomeSort = Sort<'key' | 'gross' | 'net'>;

export class IncomeQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: INCOME_GROUPS, default: 'year' })
  @IsIn(INCOME_GROUPS)
  by: IncomeGroup = 'year';

  @ApiPropertyOptional({ example: '2024-01-01', format: 'date' })
  @IfGiven()
  @IsCalendarDay()
  from?: string;

  @ApiPropertyOptional({ example: '2024-12-31', format: 'date' })
  @IfGiven()
  @IsCalendarDay()
  to?: string;

  @AccountFilter()
  account?: string;

  @ApiPropertyOptional({ example: 'KO' })
  @IfGiven()
  @IsSymbol()
  symbol?: string;

  @ApiSort(sortsOf('key', 'gross', 'net'), {
    default: 'key',
    description: 'Equals by key; a sum that is not known comes last.',
  })
  sort: IncomeSort = 'key';
}

@ApiSchema({
  name: 'IncomeSums',
  description: 'In the currency of the portfolio; null where a rate is missing.',
})
export class IncomeSumsDto {
  @ApiProperty({ type: Number, nullable: true, example: 155.2 })
  gross: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 23.28 })
  withheld: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 1 })
  fees: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 130.92 })
  net: number | null;

  @ApiProperty({ type: 'integer', example: 4, description: 'Lines in it: dividends, interest, rewards.' })
  lines: number;

  @ApiProperty({ enum: ['no_exchange_rate'], nullable: true })
  reason: 'no_exchange_rate' | null;
}

@ApiSchema({ name: 'IncomeGroup' })
export class IncomeGroupDto extends IncomeSumsDto {
  @ApiProperty({
    type: String,
    nullable: true,
    example: '2024',
    description:
      'The month (`2024-05`), the year, the symbol, or the id of the account; null for income of no symbol.',
  })
  key: string | null;
}

@ApiSchema({ name: 'IncomeForecast' })
export class IncomeForecastDto {
  @ApiProperty({
    type: Number,
    nullable: true,
    example: 161.4,
    description: 'Gross, in the currency of the portfolio.',
  })
  gross: number | null;

  @ApiProperty({ example: true, description: 'It is no promise of anybody.' })
  is_estimate: true;

  @ApiProperty({ example: 'The income of the last twelve months, for the shares held now.' })
  method: string;
}

@ApiSchema({ name: 'Income' })
export class IncomeDto {
  @ApiProperty({ example: 'EUR', description: 'Of the portfolio.' })
  base_currency: string;

  @ApiProperty({ enum: INCOME_GROUPS })
  by: IncomeGroup;

  @ApiProperty({ type: IncomeSumsDto, description: 'Of all groups, not of the page.' })
  totals: IncomeSumsDto;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 0.031,
    description:
      'Gross income of the last twelve months for the cost of what is held, as a fraction; null without cost.',
  })
  yield_on_cost: number | null;

  @ApiProperty({ type: IncomeForecastDto })
  next_twelve_months: IncomeForecastDto;

  @ApiProperty({ type: [IncomeGroupDto] })
  items: IncomeGroupDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
