import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsBoolean, IsString, Length } from 'class-validator';
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

  @ApiPropertyOptional({
    example: 'correct horse battery',
    maxLength: 1024,
    description: 'Your own password; needed for a promotion.',
  })
  @IfGiven()
  @Length(1, 1_024)
  @IsString()
  current_password?: string;
}
