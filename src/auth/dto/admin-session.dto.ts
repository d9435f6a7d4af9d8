import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsBoolean, IsString, Length } from 'class-validator';
import { IfGiven } from '../../common/validation/if-given';

@ApiSchema({ name: 'OpenAdminSession' })
export class OpenAdminSessionDto {
  @ApiProperty({ example: 'correct horse battery', maxLength: 1024, description: 'Your password, again.' })
  @Length(1, 1_024)
  @IsString()
  current_password: string;

  @ApiPropertyOptional({ example: false, default: false, description: 'Whether jobs may also be changed.' })
  @IfGiven()
  @IsBoolean()
  write?: boolean;
}

@ApiSchema({ name: 'AdminSession' })
export class AdminSessionDto {
  @ApiProperty({ example: '/admin/queues', description: 'What the cookie opens.' })
  path: string;

  @ApiProperty({ example: false })
  write: boolean;

  @ApiProperty({ example: '2026-03-02T14:45:00.000Z', type: String, format: 'date-time' })
  expires_at: string;
}
