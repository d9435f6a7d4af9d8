import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsEmail, IsString, Length, MaxLength } from 'class-validator';
import { IsOneLine } from '../../common/text/one-line';
import { trimmed } from '../../common/text/trimmed';
import { IfGiven } from '../../common/validation/if-given';
import { IsUnmistakableEmail } from '../../users/email-address';
import { IsNewPassword } from '../../users/password-rules';

@ApiSchema({ name: 'Register' })
export class RegisterDto {
  @ApiProperty({
    example: 'ada@example.com',
    format: 'idn-email',
    maxLength: 254,
    description:
      'Of any script. A name before the @ that is not ASCII gets mail where the mail servers take it (SMTPUTF8).',
  })
  @Transform(trimmed)
  @MaxLength(254)
  @IsUnmistakableEmail()
  @IsEmail()
  email: string;

  @ApiProperty({
    example: 'correct horse battery',
    minLength: 8,
    maxLength: 128,
    description:
      'What is easily guessed is refused, such as usual passwords, repetitions, your name or address.',
  })
  @IsNewPassword()
  password: string;

  @ApiProperty({ example: 'Ada Lovelace', minLength: 1, maxLength: 200 })
  @Transform(trimmed)
  @Length(1, 200)
  @IsOneLine()
  @IsString()
  full_name: string;

  @ApiPropertyOptional({
    maxLength: 200,
    example: '665f1f77bcf86cd799439011hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJGO',
    description:
      'The token of an invitation, needed where `REGISTRATION` is `invite`; for the invited address, once.',
  })
  @IfGiven()
  @Length(1, 200)
  @IsString()
  invitation?: string;
}

@ApiSchema({ name: 'ConfirmRegistration' })
export class ConfirmRegistrationDto {
  @ApiProperty({ description: 'As the mail has it; good once, for a day.', maxLength: 200 })
  @Length(1, 200)
  @IsString()
  token: string;

  @ApiProperty({ example: 'correct horse battery', maxLength: 1024, description: 'As it was chosen.' })
  @Length(1, 1_024)
  @IsString()
  password: string;
}

@ApiSchema({ name: 'CookieLogin' })
export class CookieLoginDto {
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

@ApiSchema({ name: 'Login' })
export class LoginDto extends CookieLoginDto {
  @ApiPropertyOptional({
    description:
      'Of `POST /auth/login/factor` on this device: no second factor is asked for while it is remembered.',
    maxLength: 200,
  })
  @IfGiven()
  @Length(1, 200)
  @IsString()
  device_token?: string;
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

  @ApiProperty({ example: 'staple of another colour', minLength: 8, maxLength: 128 })
  @IsNewPassword()
  new_password: string;

  @ApiPropertyOptional({
    default: false,
    description: 'Leaves personal access tokens as they are; otherwise they end with the sessions.',
  })
  @IfGiven()
  @IsBoolean()
  keep_tokens?: boolean;
}
