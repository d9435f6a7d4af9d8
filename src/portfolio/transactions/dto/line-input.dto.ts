import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsString, Length, Matches, MaxLength } from 'class-validator';
import { IsCalendarDay } from '../../../common/calendar/calendar-day';
import { IsId } from '../../../common/ids/is-id';
import { ApiExactNumber, IsExactNumber } from '../../../common/numbers/exact-number';
import { IsOneLine } from '../../../common/text/one-line';
import { trimmed, trimmedEach, trimmedOrNone } from '../../../common/text/trimmed';
import { IfGiven } from '../../../common/validation/if-given';
import { IsLineCurrency } from '../../currency/line-currency';

const MOST_TAGS = 20;

/** What every line may have. */
export abstract class LineInputDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439012', description: 'An account of the portfolio.' })
  @IsId()
  account_id: string;

  @ApiProperty({
    example: '2024-05-13',
    format: 'date',
    description: 'Calendar day of the trade at its exchange; not in the future there.',
  })
  @IsCalendarDay()
  date: string;

  @ApiPropertyOptional({ example: '14:35', description: 'For the order of lines within the day.' })
  @IfGiven()
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'time must be HH:MM' })
  time?: string;

  @ApiPropertyOptional({ example: '2024-05-15', format: 'date', description: 'Not before `date`.' })
  @IfGiven()
  @IsCalendarDay()
  settle_date?: string;

  @ApiPropertyOptional({
    example: 'EUR',
    description:
      'ISO 4217, or a minor unit (GBp, GBX, ZAc, ILA, USX, KWF); the currency of the account when left out.',
  })
  @IfGiven()
  @IsLineCurrency()
  currency?: string;

  @ApiExactNumber({
    required: false,
    example: 1.0842,
    description:
      'Base currency for one unit of `currency` (of its major unit), as the broker converted; wins over market rates.',
  })
  @IfGiven()
  @IsExactNumber({ above: true })
  fx_rate?: string;

  @ApiExactNumber({ required: false, example: 1.5, description: 'At least 0, in `currency`.' })
  @IfGiven()
  @IsExactNumber()
  fee?: string;

  @ApiExactNumber({
    required: false,
    example: 0.75,
    description: 'At least 0, in `currency`; withheld tax of income.',
  })
  @IfGiven()
  @IsExactNumber()
  tax?: string;

  @ApiPropertyOptional({ example: 'monthly plan', maxLength: 500 })
  @IfGiven()
  @Transform(trimmedOrNone)
  @MaxLength(500)
  @IsString()
  note?: string;

  @ApiPropertyOptional({ example: ['plan'], type: [String], maxItems: MOST_TAGS })
  @IfGiven()
  @Transform(trimmedEach)
  @IsOneLine({ each: true })
  @Length(1, 50, { each: true })
  @IsString({ each: true })
  @ArrayMaxSize(MOST_TAGS)
  @IsArray()
  tags?: string[];

  @ApiPropertyOptional({
    example: 'broker-2024-000123',
    maxLength: 200,
    description: 'The id that the broker knows it by; an account has it once.',
  })
  @IfGiven()
  @Transform(trimmed)
  @IsOneLine()
  @Length(1, 200)
  @IsString()
  external_id?: string;

  @ApiPropertyOptional({
    example: 'move-2024-05',
    maxLength: 100,
    description: 'Joins the legs of a transfer, a conversion, a reinvested dividend.',
  })
  @IfGiven()
  @Transform(trimmed)
  @IsOneLine()
  @Length(1, 100)
  @IsString()
  group_id?: string;
}
