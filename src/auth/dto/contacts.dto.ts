import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsEmail, IsString, Length, Matches, MaxLength } from 'class-validator';
import { trimmed } from '../../common/text/trimmed';
import { IsUnmistakableEmail } from '../../users/email-address';
import { IsNewPassword } from '../../users/password-rules';

@ApiSchema({ name: 'MailedToken' })
export class MailedTokenDto {
  @ApiProperty({ description: 'As the mail has it; good once.', maxLength: 200 })
  @Length(1, 200)
  @IsString()
  token: string;
}

@ApiSchema({ name: 'ChangeEmail' })
export class ChangeEmailDto {
  @ApiProperty({ example: 'ada@example.org', format: 'idn-email', maxLength: 254 })
  @Transform(trimmed)
  @MaxLength(254)
  @IsUnmistakableEmail()
  @IsEmail()
  new_email: string;

  @ApiProperty({ example: 'correct horse battery', maxLength: 1024 })
  @Length(1, 1_024)
  @IsString()
  current_password: string;
}

@ApiSchema({ name: 'ForgottenPassword' })
export class ForgottenPasswordDto {
  @ApiProperty({ example: 'ada@example.com', maxLength: 254 })
  @Transform(trimmed)
  @Length(1, 254)
  @IsString()
  email: string;
}

@ApiSchema({ name: 'ResetPassword' })
export class ResetPasswordDto extends MailedTokenDto {
  @ApiProperty({ example: 'staple of another colour', minLength: 8, maxLength: 128 })
  @IsNewPassword()
  new_password: string;
}

@ApiSchema({ name: 'ConfirmPhone' })
export class ConfirmPhoneDto {
  @ApiProperty({ example: '042137' })
  @Matches(/^\d{6}$/, { message: 'code must be six digits' })
  code: string;
}
