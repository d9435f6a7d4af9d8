import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { PlainNumber } from '../numbers/plain-number';
import { placeOf } from './list-cursor';

export class PageQueryDto {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 50 })
  @PlainNumber()
  @Min(1)
  @Max(100)
  @IsInt()
  limit = 50;

  @ApiPropertyOptional({
    description: 'The `next_cursor` of the page before of the same list, with the same `sort` and filters.',
  })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? placeOf(value) : value))
  @IsOptional()
  @MaxLength(2_000)
  @IsString()
  cursor?: string;
}
