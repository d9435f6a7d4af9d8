import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsObject, IsString, Length, ValidateIf, ValidateNested } from 'class-validator';
import { IfGiven } from '../../../common/validation/if-given';
import { PasskeyAnswerDto } from '../../passkeys/dto/passkey.dto';
import { SignInDto } from '../../dto/token-pair.dto';

@ApiSchema({ name: 'SignInTicket' })
export class SignInTicketDto {
  @ApiProperty({
    description: 'Of the answer `mfa_required`.',
    example: 'b0Wq3dYyT8m2gk1JxwR4cVn7uP5sLzE9aHfQoCt6iKM',
    maxLength: 200,
  })
  @Length(1, 200)
  @IsString()
  ticket: string;
}

@ApiSchema({ name: 'FactorStep' })
export class FactorStepDto extends SignInTicketDto {
  @ApiPropertyOptional({
    description:
      'Six digits of the authenticator app, or a recovery code; each is good once. Needed without `passkey`.',
    example: '492039',
    maxLength: 40,
  })
  @ValidateIf(({ passkey, code }: FactorStepDto) => passkey === undefined || code !== undefined)
  @Length(1, 40)
  @IsString()
  code?: string;

  @ApiPropertyOptional({
    type: PasskeyAnswerDto,
    description: 'In place of a code: the answer to `POST /auth/login/factor/options`.',
  })
  @IfGiven()
  @ValidateNested()
  @IsObject()
  @Type(() => PasskeyAnswerDto)
  passkey?: PasskeyAnswerDto;

  @ApiPropertyOptional({
    description: 'Whether to ask for no second factor on this device for thirty days.',
    example: true,
    default: false,
  })
  @IfGiven()
  @IsBoolean()
  remember_device?: boolean;
}

@ApiSchema({ name: 'FactorSignIn' })
export class FactorSignInDto extends SignInDto {
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'For `device_token` of the next `POST /auth/login`; null where the device is not remembered.',
    example: 'Nn3xq0cWZr5fT2yB8uLhGd7jKp1eVsA6mQoXiR9tY4w',
  })
  device_token: string | null;
}
