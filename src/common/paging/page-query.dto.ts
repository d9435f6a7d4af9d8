import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { PlainNumber } from '../numbers/plain-number';

export class PageQueryDto {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 50 })
  @PlainNumber()
  @Min(1)
  @Max(100)
  @IsInt()
  limit = 50;

  @ApiPropertyOptional({ description: 'The `next_cursor` of the page before, with the same `sort`.' })
  @IsOptional()
  @MaxLength(2_000)
  @IsString()
  cursor?: string;
}
