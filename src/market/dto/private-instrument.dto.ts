import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsNumber,
  IsObject,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { formatDay } from '../../analytics/calendar';
import { IsCalendarDay } from '../../common/calendar/calendar-day';
import { IsCurrency } from '../../common/currencies/currency-code';
import { IsOneLine } from '../../common/text/one-line';
import type { DecimalMark } from '../../common/text/read-number';
import { DATE_ORDERS, type DateOrder } from '../../common/text/read-date';
import { trimmed } from '../../common/text/trimmed';
import { IfGiven } from '../../common/validation/if-given';
import { MOST_PRIVATE_PRICE, MOST_PRIVATE_PRICES, PrivateInstrument } from '../private/private-instrument';

const NAME = { example: 'The house in Kent', minLength: 1, maxLength: 100 } as const;
const CURRENCY = { example: 'GBP', description: 'ISO 4217; of all prices.' } as const;

@ApiSchema({ name: 'PrivatePrice' })
export class PrivatePriceDto {
  @ApiProperty({ example: '2025-01-31', format: 'date', description: 'Not in the future; each day once.' })
  @IsCalendarDay()
  date: string;

  @ApiProperty({
    example: 425000,
    minimum: -MOST_PRIVATE_PRICE,
    maximum: MOST_PRIVATE_PRICE,
    description: 'For one, as traded that day: splits are transactions.',
  })
  @Min(-MOST_PRIVATE_PRICE)
  @Max(MOST_PRIVATE_PRICE)
  @IsNumber({}, { message: '$property must be a number' })
  close: number;
}

@ApiSchema({ name: 'PutPrivatePrices' })
export class PutPrivatePricesDto {
  @ApiPropertyOptional({ ...NAME, description: 'The symbol when left out.' })
  @IfGiven()
  @IsOneLine()
  @Length(1, 100)
  @Transform(trimmed)
  @IsString()
  name?: string;

  @ApiProperty(CURRENCY)
  @IsCurrency()
  currency: string;

  @ApiProperty({ type: [PrivatePriceDto], minItems: 1, maxItems: MOST_PRIVATE_PRICES })
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_PRIVATE_PRICES)
  @IsArray()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => PrivatePriceDto)
  prices: PrivatePriceDto[];
}

/** What CSV does not say of itself. */
export class PrivatePricesQueryDto {
  @ApiPropertyOptional({ ...NAME, description: 'Of CSV.' })
  @IfGiven()
  @IsOneLine()
  @Length(1, 100)
  @Transform(trimmed)
  @IsString()
  name?: string;

  @ApiPropertyOptional({ example: 'GBP', description: 'Of CSV, which needs it.' })
  @IfGiven()
  @IsCurrency()
  currency?: string;

  @ApiPropertyOptional({ enum: [',', '.'], description: 'Of CSV that does not show it.' })
  @IfGiven()
  @IsIn([',', '.'])
  decimal?: DecimalMark;

  @ApiPropertyOptional({ enum: DATE_ORDERS, description: 'Of CSV that does not show it.' })
  @IfGiven()
  @IsIn(DATE_ORDERS)
  date?: DateOrder;
}

@ApiSchema({ name: 'PrivateInstrument' })
export class PrivateInstrumentDto {
  @ApiProperty({ example: 'PRIVATE:HOUSE' })
  symbol: string;

  @ApiProperty({ example: NAME.example })
  name: string;

  @ApiProperty(CURRENCY)
  currency: string;

  @ApiProperty({ type: 'integer', example: 2 })
  price_count: number;

  @ApiProperty({ example: '2024-01-31', format: 'date' })
  first_date: string;

  @ApiProperty({ example: '2025-01-31', format: 'date' })
  last_date: string;

  @ApiProperty({ example: 425000 })
  last_close: number;

  @ApiProperty({ type: 'integer', example: 1738319400000, description: 'Rises with every change; the ETag.' })
  version: number;

  @ApiProperty({ format: 'date-time', example: '2025-02-01T09:30:00.000Z' })
  updated_at: Date;

  static of({
    symbol,
    name,
    currency,
    prices,
    version,
    updated_at,
  }: PrivateInstrument): PrivateInstrumentDto {
    const { days, closes } = prices;
    return {
      symbol,
      name,
      currency,
      price_count: days.length,
      first_date: formatDay(days[0]!),
      last_date: formatDay(days.at(-1)!),
      last_close: closes.at(-1)!,
      version,
      updated_at,
    };
  }
}

@ApiSchema({ name: 'PrivateInstrumentPage' })
export class PrivateInstrumentPageDto {
  @ApiProperty({ type: [PrivateInstrumentDto] })
  items: PrivateInstrumentDto[];

  @ApiProperty({ type: String, nullable: true, example: null, description: 'All are on one page.' })
  next_cursor: string | null;
}

@ApiSchema({ name: 'PrivatePrices' })
export class PrivatePricesDto extends PrivateInstrumentDto {
  @ApiProperty({ type: [PrivatePriceDto], description: 'Ascending.' })
  prices: PrivatePriceDto[];

  static show(instrument: PrivateInstrument): PrivatePricesDto {
    const { days, closes } = instrument.prices;
    const prices = Array.from(days, (day, i) => ({ date: formatDay(day), close: closes[i]! }));
    return { ...PrivateInstrumentDto.of(instrument), prices };
  }
}
