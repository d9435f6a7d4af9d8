import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { FACTOR_KINDS, FactorKind, MfaRequired } from '../factor';

/** The password was right and a second factor is asked for. */
@ApiSchema({ name: 'MfaRequired' })
export class MfaRequiredDto {
  @ApiProperty({ enum: ['mfa_required'], example: 'mfa_required' })
  status: 'mfa_required';

  @ApiProperty({
    description: 'For `POST /auth/login/factor` (`/auth/cookie/login/factor`): one sign-in, five codes.',
    example: 'b0Wq3dYyT8m2gk1JxwR4cVn7uP5sLzE9aHfQoCt6iKM',
  })
  ticket: string;

  @ApiProperty({ enum: FACTOR_KINDS, isArray: true, example: ['totp', 'recovery_code'] })
  factors: FactorKind[];

  @ApiProperty({ type: 'integer', description: 'Seconds until the ticket ends.', example: 300 })
  expires_in: number;

  static of({ ticket, factors, expires_in }: MfaRequired): MfaRequiredDto {
    return { status: 'mfa_required', ticket, factors, expires_in };
  }
}
