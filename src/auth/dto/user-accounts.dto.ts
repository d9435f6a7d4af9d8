import { ApiProperty, ApiSchema, PickType } from '@nestjs/swagger';
import { showUser, UserDto } from '../../users/dto/user.dto';
import { User } from '../../users/user';
import { PasswordDemand } from '../administration/user-accounts.service';
import { RegisterDto } from './credentials.dto';

@ApiSchema({ name: 'CreateUser' })
export class CreateUserDto extends PickType(RegisterDto, ['email', 'full_name'] as const) {}

@ApiSchema({ name: 'PasswordDemand' })
export class PasswordDemandDto {
  @ApiProperty({ example: true, description: 'Whether the token went to the address by mail.' })
  mailed: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Where no mail is sent: hand it to the owner. Told this once, null where it was mailed.',
  })
  token: string | null;

  @ApiProperty({ example: '2026-02-07T09:30:00.000Z', type: String, format: 'date-time' })
  expires_at: Date;

  static of({ mailed, token, expires_at }: PasswordDemand): PasswordDemandDto {
    return { mailed, token, expires_at };
  }
}

@ApiSchema({ name: 'CreatedUser' })
export class CreatedUserDto extends PasswordDemandDto {
  @ApiProperty({ type: UserDto })
  user: UserDto;

  static override of(created: PasswordDemand & { user: User }): CreatedUserDto {
    return { user: showUser(created.user), ...PasswordDemandDto.of(created) };
  }
}
