import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';
import { IfGiven } from '../../../common/validation/if-given';
import { OidcIssuer } from '../../../config/oidc-issuers';
import { NamedOidcLink } from '../oidc-links.service';
import { PasswordIfDue } from '../../dto/password-if-due.decorator';

@ApiSchema({ name: 'OidcProvider' })
export class OidcProviderDto {
  @ApiProperty({ example: 'company' })
  id: string;

  @ApiProperty({ example: 'Company account', description: 'For the button.' })
  name: string;

  static of({ id, name }: OidcIssuer): OidcProviderDto {
    return { id, name };
  }
}

@ApiSchema({ name: 'OidcProviderList' })
export class OidcProviderListDto {
  @ApiProperty({ type: [OidcProviderDto], description: 'None where sign-in by providers is off.' })
  items: OidcProviderDto[];
}

@ApiSchema({ name: 'BeginOidcSignIn' })
export class BeginOidcSignInDto {
  @ApiProperty({ example: 'company', description: 'An `id` of `GET /auth/oidc/providers`.' })
  @Matches(/^[a-z0-9-]{1,40}$/)
  @IsString()
  provider: string;

  @ApiPropertyOptional({
    maxLength: 200,
    example: '665f1f77bcf86cd799439011hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJGO',
    description: 'For who has no account yet, where `REGISTRATION` is `invite`.',
  })
  @IfGiven()
  @Length(1, 200)
  @IsString()
  invitation?: string;
}

@ApiSchema({ name: 'BeginOidcLink' })
export class BeginOidcLinkDto {
  @ApiProperty({ example: 'company', description: 'An `id` of `GET /auth/oidc/providers`.' })
  @Matches(/^[a-z0-9-]{1,40}$/)
  @IsString()
  provider: string;

  @PasswordIfDue()
  current_password?: string;
}

@ApiSchema({ name: 'OidcQuestion' })
export class OidcQuestionDto {
  @ApiProperty({
    description: 'Keep it in the page (`sessionStorage`), for the answer that the provider sends back.',
    example: 'p2Vd3fYyT8m2gk1JxwR4cQ',
  })
  flow: string;

  @ApiProperty({
    description: 'Where to send the browser; it comes back to `OIDC_REDIRECT_URL`, and nowhere else.',
    example: 'https://login.example.com/authorize?client_id=tickfolio&response_type=code',
  })
  authorization_url: string;

  @ApiProperty({ description: 'Seconds until the flow ends.', example: 600 })
  expires_in: number;
}

@ApiSchema({ name: 'OidcAnswer' })
export class OidcAnswerDto {
  @ApiProperty({ example: 'p2Vd3fYyT8m2gk1JxwR4cQ', maxLength: 100, description: 'As it began; good once.' })
  @Length(1, 100)
  @IsString()
  flow: string;

  @ApiProperty({
    example: 'xqYk3mS0r8mXh2tq1v9eWc4A',
    maxLength: 200,
    description: 'Of the address it came back to.',
  })
  @Length(1, 200)
  @IsString()
  state: string;

  @ApiProperty({ example: 'SplxlOBeZQQYbYS6WxSbIA', maxLength: 2048, description: 'Of the same address.' })
  @Length(1, 2_048)
  @IsString()
  code: string;

  @ApiPropertyOptional({
    example: 'https://login.example.com',
    maxLength: 500,
    description: 'Of the same address, where the provider says it.',
  })
  @IfGiven()
  @Length(1, 500)
  @IsString()
  iss?: string;
}

@ApiSchema({ name: 'OidcSignIn' })
export class OidcSignInDto extends OidcAnswerDto {
  @ApiPropertyOptional({
    description: 'Of a device that is remembered: no second factor is asked for.',
    example: 'b0Wq3dYyT8m2gk1JxwR4cVn7uP5sLzE9aHfQoCt6iKM',
    maxLength: 200,
  })
  @IfGiven()
  @Length(1, 200)
  @IsString()
  device_token?: string;
}

@ApiSchema({ name: 'OidcLink' })
export class OidcLinkDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  id: string;

  @ApiProperty({
    example: 'company',
    type: String,
    nullable: true,
    description: 'null for one that this installation takes no more.',
  })
  provider: string | null;

  @ApiProperty({ example: '2026-01-31T09:30:00.000Z', type: String, format: 'date-time' })
  created_at: Date;

  @ApiProperty({ example: '2026-02-01T08:00:00.000Z', type: String, format: 'date-time', nullable: true })
  last_used_at: Date | null;

  static of({ id, provider, created_at, last_used_at }: NamedOidcLink): OidcLinkDto {
    return { id, provider, created_at, last_used_at };
  }
}

@ApiSchema({ name: 'OidcLinkPage' })
export class OidcLinkPageDto {
  @ApiProperty({ type: [OidcLinkDto] })
  items: OidcLinkDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
