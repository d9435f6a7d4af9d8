import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';
import { PasswordIfDue } from '../../dto/password-if-due.decorator';

@ApiSchema({ name: 'Factors' })
export class FactorsDto {
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when an authenticator app is in use; null for none.',
    example: '2026-01-31T09:30:00.000Z',
  })
  totp_since: Date | null;

  @ApiProperty({ type: 'integer', example: 1 })
  passkeys: number;

  @ApiProperty({ type: 'integer', example: 9 })
  recovery_codes_left: number;

  @ApiProperty({
    description: 'Whether this installation lets the account do nothing before it has a second factor.',
    example: false,
  })
  required: boolean;
}

@ApiSchema({ name: 'EnrolFactor' })
export class EnrolFactorDto {
  @PasswordIfDue()
  current_password?: string;
}

@ApiSchema({ name: 'TotpEnrolment' })
export class TotpEnrolmentDto {
  @ApiProperty({ description: 'Base 32, to type into an app.', example: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' })
  secret: string;

  @ApiProperty({
    description: 'To show as a QR code.',
    example:
      'otpauth://totp/Tickfolio:ada%40example.com?issuer=Tickfolio&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' +
      '&algorithm=SHA1&digits=6&period=30',
  })
  otpauth_uri: string;

  @ApiProperty({ type: 'integer', description: 'Seconds in which a code has to confirm it.', example: 900 })
  expires_in: number;
}

@ApiSchema({ name: 'ConfirmTotp' })
export class ConfirmTotpDto {
  @ApiProperty({ example: '492039' })
  @Matches(/^\d{6}$/, { message: 'code must be six digits' })
  code: string;
}

@ApiSchema({ name: 'PasswordAgain' })
export class PasswordAgainDto {
  @ApiProperty({ example: 'correct horse battery', maxLength: 1024 })
  @Length(1, 1_024)
  @IsString()
  current_password: string;
}

@ApiSchema({ name: 'RecoveryCodes' })
export class RecoveryCodesDto {
  @ApiProperty({
    type: [String],
    example: ['7QZK-0M3T-XW9D-H5RA-4PNE-61GS', 'B2CD-93KM-QX7T-W0VY-8JFH-5RT3'],
  })
  recovery_codes: string[];
}

@ApiSchema({ name: 'ConfirmedTotp' })
export class ConfirmedTotpDto {
  @ApiProperty({
    type: [String],
    nullable: true,
    description:
      'Each is good once in place of a code, told this once; null where the account has some already.',
    example: ['7QZK-0M3T-XW9D-H5RA-4PNE-61GS', 'B2CD-93KM-QX7T-W0VY-8JFH-5RT3'],
  })
  recovery_codes: string[] | null;
}
