import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsEmail, IsString, Length, MaxLength } from 'class-validator';
import { IsOneLine } from '../../common/text/one-line';
import { trimmed } from '../../common/text/trimmed';
import { IsNewPassword } from '../../users/password-rules';

@ApiSchema({ name: 'Register' })
export class RegisterDto {
  @ApiProperty({ example: 'ada@example.com', format: 'email', maxLength: 254 })
  @Transform(trimmed)
  @MaxLength(254)
  @IsEmail()
  email: string;

  @ApiProperty({
    example: 'correct horse battery',
    minLength: 8,
    description: '8 characters to 72 bytes; the commonest passwords are refused.',
  })
  @IsNewPassword()
  password: string;

  @ApiProperty({ example: 'Ada Lovelace', minLength: 1, maxLength: 200 })
  @Transform(trimmed)
  @Length(1, 200)
  @IsOneLine()
  @IsString()
  full_name: string;
}

@ApiSchema({ name: 'Login' })
export class LoginDto {
  @ApiProperty({ example: 'ada@example.com', maxLength: 254 })
  @Transform(trimmed)
  @Length(1, 254)
  @IsString()
  email: string;

  @ApiProperty({ example: 'correct horse battery', maxLength: 1024 })
  @Length(1, 1_024)
  @IsString()
  password: string;
}

@ApiSchema({ name: 'Refresh' })
export class RefreshDto {
  @ApiProperty({
    description: 'The refresh token of the last sign-in or refresh; good for one use.',
    maxLength: 200,
  })
  @Length(1, 200)
  @IsString()
  refresh_token: string;
}

@ApiSchema({ name: 'ChangePassword' })
export class ChangePasswordDto {
  @ApiProperty({ example: 'correct horse battery', maxLength: 1024 })
  @Length(1, 1_024)
  @IsString()
  current_password: string;

  @ApiProperty({ example: 'staple of another colour', minLength: 8 })
  @IsNewPassword()
  new_password: string;
}
