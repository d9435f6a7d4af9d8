import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsString, Length } from 'class-validator';
import { IsSymbol } from '../../common/symbols/symbol';

export class QuotesQuery {
  @ApiProperty({
    type: String,
    example: 'AAPL,MSFT,^GSPC',
    description: '1 to 100 symbols, separated by commas.',
  })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value), {
    toClassOnly: true,
  })
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @IsSymbol({ each: true })
  symbols: string[];
}

export class SearchQuery {
  @ApiProperty({ minLength: 1, maxLength: 64, example: 'apple' })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @IsString()
  @Length(1, 64)
  query: string;
}
