import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsString,
  Length,
  Matches,
} from 'class-validator';
import { IsMoment } from '../../common/calendar/moment';
import { TokenScope, SCOPES } from '../../common/identity/token-rights';
import { OBJECT_ID_PATTERN } from '../../common/ids/object-id.pipe';
import { IsOneLine } from '../../common/text/one-line';
import { trimmed } from '../../common/text/trimmed';
import { IfGiven } from '../../common/validation/if-given';
import { PersonalToken } from '../tokens/personal-token';
import { PasswordIfDue } from './password-if-due.decorator';

const MOST_PORTFOLIOS = 50;

@ApiSchema({ name: 'CreateToken' })
export class CreateTokenDto {
  @ApiProperty({ example: 'Spreadsheet', minLength: 1, maxLength: 100 })
  @Transform(trimmed)
  @Length(1, 100)
  @IsOneLine()
  @IsString()
  name: string;

  @ApiProperty({
    enum: SCOPES,
    isArray: true,
    example: ['read', 'market'],
    description:
      '`read` what the account has, `values` what it is worth, `write` to change it, `reports`, `market` for prices, ' +
      '`admin` for what superusers may. Each route states its own in `x-required-scope`.',
  })
  @IsIn(SCOPES, { each: true })
  @ArrayUnique()
  @ArrayNotEmpty()
  @IsArray()
  scopes: TokenScope[];

  @ApiPropertyOptional({
    type: [String],
    example: ['665f1f77bcf86cd799439011'],
    maxItems: MOST_PORTFOLIOS,
    description: 'The only portfolios that the token opens; then it opens nothing else but market data.',
  })
  @IfGiven()
  @Matches(OBJECT_ID_PATTERN, { each: true, message: 'each of portfolios must be an id' })
  @ArrayMaxSize(MOST_PORTFOLIOS)
  @ArrayNotEmpty()
  @IsArray()
  portfolios?: string[];

  @ApiProperty({
    example: '2026-12-31T00:00:00.000Z',
    type: String,
    format: 'date-time',
    description: 'At most 366 days away.',
  })
  @IsMoment()
  expires_at: Date;

  @PasswordIfDue()
  current_password?: string;
}

@ApiSchema({ name: 'Token' })
export class TokenDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  id: string;

  @ApiProperty({ example: 'Spreadsheet' })
  name: string;

  @ApiProperty({ enum: SCOPES, isArray: true, example: ['read', 'market'] })
  scopes: TokenScope[];

  @ApiProperty({ type: [String], nullable: true, example: null, description: 'null for all.' })
  portfolios: string[] | null;

  @ApiProperty({ example: '2026-01-31T09:30:00.000Z', type: String, format: 'date-time' })
  created_at: Date;

  @ApiProperty({ example: '2026-12-31T00:00:00.000Z', type: String, format: 'date-time' })
  expires_at: Date;

  @ApiProperty({
    example: '2026-02-01T08:00:00.000Z',
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'To the minute; null where it was never used.',
  })
  last_used_at: Date | null;

  static of(token: PersonalToken): TokenDto {
    const { id, name, scopes, portfolios, created_at, expires_at, last_used_at } = token;
    return { id, name, scopes, portfolios, created_at, expires_at, last_used_at };
  }
}

@ApiSchema({ name: 'CreatedToken' })
export class CreatedTokenDto extends TokenDto {
  @ApiProperty({
    example: 'tkf_hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg',
    description: 'For `Authorization: Bearer …`; told this once.',
  })
  token: string;
}

@ApiSchema({ name: 'TokenPage' })
export class TokenPageDto {
  @ApiProperty({ type: [TokenDto] })
  items: TokenDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
