import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsCalendarDay } from '../../common/calendar/calendar-day';
import { IfGiven } from '../../common/validation/if-given';
import { AccountFilter } from '../dto/account-filter';

export class CashQueryDto {
  @ApiPropertyOptional({ example: '2024-12-31', format: 'date', description: 'Today when left out.' })
  @IfGiven()
  @IsCalendarDay()
  as_of?: string;

  @ApiPropertyOptional({
    example: '2024-01-01',
    format: 'date',
    description: 'Of the days; a year before `as_of` when left out.',
  })
  @IfGiven()
  @IsCalendarDay()
  from?: string;

  @AccountFilter()
  account?: string;
}

@ApiSchema({ name: 'CashDay' })
export class CashDayDto {
  @ApiProperty({ example: '2024-05-01', format: 'date' })
  date: string;

  @ApiProperty({ example: 1240.55, description: 'At the end of the day.' })
  balance: number;
}

@ApiSchema({ name: 'CashBalance' })
export class CashBalanceDto {
  @ApiProperty({
    type: String,
    nullable: true,
    example: '665f1f77bcf86cd799439012',
    description: 'Null for money under way between two accounts.',
  })
  account_id: string | null;

  @ApiProperty({ example: 'EUR' })
  currency: string;

  @ApiProperty({ example: 1240.55, description: 'May be negative: an overdraft.' })
  balance: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 1345.2,
    description: 'In the currency of the portfolio.',
  })
  base_balance: number | null;

  @ApiProperty({ enum: ['no_exchange_rate'], nullable: true })
  reason: 'no_exchange_rate' | null;

  @ApiProperty({
    type: [CashDayDto],
    description: 'The days from `from` on which it changed, after the balance before them.',
  })
  days: CashDayDto[];
}

@ApiSchema({ name: 'Cash' })
export class CashDto {
  @ApiProperty({ example: '2024-12-31', format: 'date' })
  as_of: string;

  @ApiProperty({ example: 'USD', description: 'Of the portfolio.' })
  base_currency: string;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 1345.2,
    description: 'All of it; null where a rate is missing.',
  })
  total: number | null;

  @ApiProperty({
    type: [CashBalanceDto],
    description: 'Of accounts that track cash, by account and currency.',
  })
  items: CashBalanceDto[];
}
