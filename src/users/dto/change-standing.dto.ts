import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { IfGiven } from '../../common/validation/if-given';

@ApiSchema({ name: 'ChangeStanding' })
export class ChangeStandingDto {
  @ApiPropertyOptional({ example: false })
  @IfGiven()
  @IsBoolean()
  is_active?: boolean;

  @ApiPropertyOptional({ example: true })
  @IfGiven()
  @IsBoolean()
  is_superuser?: boolean;
}
