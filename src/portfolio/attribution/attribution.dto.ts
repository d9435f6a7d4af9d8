import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsCalendarDay } from '../../common/calendar/calendar-day';
import { PageQueryDto } from '../../common/paging/page-query.dto';
import { ApiSort } from '../../common/paging/api-sort.decorator';
import { sortsOf } from '../../common/paging/sort';
import type { Sort } from '../../common/paging/sort';
import { IfGiven } from '../../common/validation/if-given';
import { AccountFilter } from '../dto/account-filter';

export const ATTRIBUTION_GROUPS = ['portfolio', 'account', 'symbol'] as const;
export type AttributionGroup = (typeof ATTRIBUTION_GROUPS)[number];

export type AttributionSort = Sort<'key' | 'end_value' | 'price_gain' | 'currency_gain' | 'income'>;

export class AttributionQueryDto extends PageQueryDto {
  @ApiPropertyOptional({
    example: '2024-01-01',
    format: 'date',
    description:
      'First day of the window, which starts with the value on the day before: the last closes at the rates of that ' +
      'day. The first line when left out.',
  })
  @IfGiven()
  @IsCalendarDay()
  from?: string;

  @ApiPropertyOptional({
    example: '2024-12-31',
    format: 'date',
    description: 'The last closed day when left out.',
  })
  @IfGiven()
  @IsCalendarDay()
  to?: string;

  @ApiPropertyOptional({ enum: ATTRIBUTION_GROUPS, default: 'portfolio' })
  @IsIn(ATTRIBUTION_GROUPS)
  by: AttributionGroup = 'portfolio';

  @AccountFilter('Id of one account, which is measured alone: what comes from another account comes in.')
  account?: string;

  @ApiSort(sortsOf('key', 'end_value', 'price_gain', 'currency_gain', 'income'), {
    default: 'key',
    description: 'Equals by key; what is not known comes last.',
  })
  sort: AttributionSort = 'key';
}

const MONEY = { type: Number, nullable: true, example: 120.5 } as const;

@ApiSchema({
  name: 'Attribution',
  description:
    'start_value + in - out + price_gain + currency_gain + income - costs - taxes = end_value, in base currency; null ' +
    'where a rate or a basis is missing. Gains are those of the window: of lots held at its start, from their value there.',
})
export class AttributionDto {
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'AAPL',
    description: 'Symbol or id of the account; null: all.',
  })
  key: string | null;

  @ApiProperty(MONEY)
  start_value: number | null;

  @ApiProperty(MONEY)
  in: number | null;

  @ApiProperty(MONEY)
  out: number | null;

  @ApiProperty(MONEY)
  price_gain: number | null;

  @ApiProperty(MONEY)
  price_gain_realised: number | null;

  @ApiProperty(MONEY)
  price_gain_unrealised: number | null;

  @ApiProperty(MONEY)
  currency_gain: number | null;

  @ApiProperty(MONEY)
  currency_gain_realised: number | null;

  @ApiProperty(MONEY)
  currency_gain_unrealised: number | null;

  @ApiProperty(MONEY)
  currency_gain_cash: number | null;

  @ApiProperty(MONEY)
  income: number | null;

  @ApiProperty(MONEY)
  costs: number | null;

  @ApiProperty(MONEY)
  taxes: number | null;

  @ApiProperty(MONEY)
  end_value: number | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why a term is not known.' })
  reason: string | null;
}

@ApiSchema({ name: 'AttributionPage' })
export class AttributionPageDto {
  @ApiProperty({ example: 'USD', description: 'Of the portfolio.' })
  base_currency: string;

  @ApiProperty({ type: String, nullable: true, example: null, format: 'date' })
  from: string | null;

  @ApiProperty({ example: '2024-12-31', format: 'date' })
  to: string;

  @ApiProperty({ enum: ATTRIBUTION_GROUPS })
  by: AttributionGroup;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Id of the account; null for all.',
  })
  account: string | null;

  @ApiProperty({ type: [AttributionDto], description: 'By key; symbols that are sold are among them.' })
  items: AttributionDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
