import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsInt, IsString, Length, Max, Min } from 'class-validator';
import { PlainNumber } from '../../common/numbers/plain-number';
import { IsSymbol } from '../../common/symbols/symbol';
import { splitAtCommas } from '../../common/text/split-at-commas';
import { HistoryQueryDto } from './history.dto';

/** Quotes of one request. */
export const MOST_QUOTES = 100;

const atCommas = Transform(splitAtCommas, { toClassOnly: true });

export class QuotesQueryDto {
  @ApiProperty({
    type: String,
    example: 'AAPL,MSFT,^GSPC',
    description: '1 to 100 symbols, separated by commas.',
  })
  @atCommas
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_QUOTES)
  @IsSymbol({ each: true })
  symbols: string[];
}

export class HistoriesQueryDto extends HistoryQueryDto {
  @ApiProperty({ type: String, example: 'AAPL,MSFT', description: '1 to 50 symbols, separated by commas.' })
  @atCommas
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @IsSymbol({ each: true })
  symbols: string[];

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 10,
    maximum: 400,
    default: 30,
    description: 'Extremes are kept.',
  })
  @PlainNumber()
  @IsInt()
  @Min(10)
  @Max(400)
  override max_points = 30;
}

export class SearchQueryDto {
  @ApiProperty({ minLength: 1, maxLength: 64, example: 'apple' })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @IsString()
  @Length(1, 64)
  query: string;
}
