import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

export class ImportQuery {
  @ApiPropertyOptional({
    enum: ['append', 'replace'],
    default: 'append',
    description: 'Whether the rows join the assets or take their place.',
  })
  @IsIn(['append', 'replace'])
  mode: 'append' | 'replace' = 'append';
}
