import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { IsCurrency } from '../../common/currencies/currency-code';
import { PlainNumber } from '../../common/numbers/plain-number';
import { IfGiven } from '../../common/validation/if-given';

export class SummaryQueryDto {
  @ApiPropertyOptional({
    example: 'EUR',
    description:
      'ISO 4217; when left out `preferences.base_currency` of the account, else the currency of the newest portfolio.',
  })
  @IfGiven()
  @IsCurrency()
  currency?: string;

  @ApiPropertyOptional({
    type: 'integer',
    default: 30,
    minimum: 7,
    maximum: 366,
    description: 'Calendar days that the sparklines reach back.',
  })
  @IfGiven()
  @PlainNumber()
  @IsInt()
  @Min(7)
  @Max(366)
  days: number = 30;
}

const MONEY = { type: Number, nullable: true } as const;

@ApiSchema({ name: 'SparklinePoint' })
export class SparklinePointDto {
  @ApiProperty({ example: '2024-12-31', format: 'date' })
  date: string;

  @ApiProperty({ ...MONEY, example: 15865.4, description: 'Null on a day on which it is not known.' })
  value: number | null;
}

@ApiSchema({ name: 'PortfolioWorth' })
export class PortfolioWorthDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  id: string;

  @ApiProperty({ example: 'Retirement' })
  name: string;

  @ApiProperty({ example: 'USD', description: 'Of the portfolio and of `market_value`.' })
  currency: string;

  @ApiProperty({ ...MONEY, example: 15865.4, description: 'With tracked cash.' })
  market_value: number | null;

  @ApiProperty({
    ...MONEY,
    example: -41.2,
    description: 'Since the day before, without what was bought; in the currency of the portfolio.',
  })
  day_change: number | null;

  @ApiProperty({ ...MONEY, example: -0.0026, description: 'A fraction.' })
  day_change_percent: number | null;

  @ApiProperty({ ...MONEY, example: 14632.1, description: 'In the currency asked for.' })
  worth: number | null;

  @ApiProperty({ enum: ['no_price', 'no_exchange_rate'], nullable: true })
  reason: 'no_price' | 'no_exchange_rate' | null;

  @ApiProperty({
    type: [SparklinePointDto],
    description: 'Ascending; with tracked cash, in the currency of the portfolio.',
  })
  sparkline: SparklinePointDto[];
}

@ApiSchema({ name: 'NetWorth' })
export class NetWorthDto {
  @ApiProperty({ example: 'EUR' })
  currency: string;

  @ApiProperty({
    ...MONEY,
    example: 48210.3,
    description: 'All portfolios together; null where the worth of one is not known.',
  })
  net_worth: number | null;

  @ApiProperty({
    ...MONEY,
    example: -120.4,
    description: 'The day changes of the portfolios at the newest rates; null where one is not known.',
  })
  day_change: number | null;

  @ApiProperty({ ...MONEY, example: -0.0025, description: 'A fraction of `net_worth` without `day_change`.' })
  day_change_percent: number | null;

  @ApiProperty({
    type: [SparklinePointDto],
    description:
      'Ascending; all portfolios together, each day at the rates of the day. Where none was valued for more than a ' +
      'week, also on days on which a rate moved.',
  })
  sparkline: SparklinePointDto[];

  @ApiProperty({ type: [PortfolioWorthDto], description: 'Newest first.' })
  items: PortfolioWorthDto[];
}
