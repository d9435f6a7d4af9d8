import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { DATE_ORDERS, DateOrder } from '../../common/text/read-date';
import { DecimalMark } from '../../common/text/read-number';

export class ImportQueryDto {
  @ApiPropertyOptional({
    enum: ['append', 'replace'],
    default: 'append',
    description: 'Whether the rows join the assets or take their place.',
  })
  @IsIn(['append', 'replace'])
  mode: 'append' | 'replace' = 'append';

  @ApiPropertyOptional({
    enum: [',', '.'],
    description: 'The decimal mark, where the file does not show it: `1.000` may be one or one thousand.',
  })
  @IsOptional()
  @IsIn([',', '.'])
  decimal?: DecimalMark;

  @ApiPropertyOptional({ enum: DATE_ORDERS, description: 'The order of dates such as 03/04/2024.' })
  @IsOptional()
  @IsIn(DATE_ORDERS)
  date?: DateOrder;
}
