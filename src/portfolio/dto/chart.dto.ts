import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { PlainNumber } from '../../common/numbers/plain-number';
import { CHART_NAMES, ChartName } from '../charts/chart-frame';
import { PerformanceQueryDto } from './performance.dto';

export class ChartQueryDto extends PerformanceQueryDto {
  @ApiPropertyOptional({ enum: ['light', 'dark'], description: 'By default what the user prefers.' })
  @IsOptional()
  @IsIn(['light', 'dark'])
  theme?: 'light' | 'dark';

  @ApiPropertyOptional({ type: 'integer', minimum: 320, maximum: 2_000, default: 800 })
  @PlainNumber()
  @IsInt()
  @Min(320)
  @Max(2_000)
  width = 800;

  @ApiPropertyOptional({ type: 'integer', minimum: 200, maximum: 1_500, default: 400 })
  @PlainNumber()
  @IsInt()
  @Min(200)
  @Max(1_500)
  height = 400;
}

export class ChartPathDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  @IsOptional()
  id: string;

  @ApiProperty({ enum: CHART_NAMES })
  @IsIn(CHART_NAMES)
  name: ChartName;
}
