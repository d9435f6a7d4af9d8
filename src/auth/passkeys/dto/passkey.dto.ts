import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsObject, IsString, Length } from 'class-validator';
import { IsOneLine } from '../../../common/text/one-line';
import { trimmed } from '../../../common/text/trimmed';
import { BrowserAnswer, Passkey } from '../passkey';

@ApiSchema({ name: 'PasskeyQuestion' })
export class PasskeyQuestionDto {
  @ApiProperty({ description: 'Good for one answer within five minutes.', example: 'p2Vd3fYyT8m2gk1JxwR4cQ' })
  challenge_id: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description:
      'For `PublicKeyCredential.parseCreationOptionsFromJSON` of a registration, `parseRequestOptionsFromJSON` of a sign-in.',
    example: { challenge: 'tF5xq0cWZr5fT2yB8uLhGd', rpId: 'folio.example.com', userVerification: 'required' },
  })
  options: object;
}

@ApiSchema({ name: 'PasskeyAnswer' })
export class PasskeyAnswerDto {
  @ApiProperty({ example: 'p2Vd3fYyT8m2gk1JxwR4cQ', maxLength: 100 })
  @Length(1, 100)
  @IsString()
  challenge_id: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'What `toJSON()` of the browser’s `PublicKeyCredential` gives.',
    example: {
      id: 'Nn3xq0cWZr5fT2yB8uLhGd',
      type: 'public-key',
      response: { clientDataJSON: 'eyJ0eXBlIjoi' },
    },
  })
  @IsObject()
  response: BrowserAnswer;
}

@ApiSchema({ name: 'RenamePasskey' })
export class RenamePasskeyDto {
  @ApiProperty({ example: 'Phone', minLength: 1, maxLength: 100 })
  @Transform(trimmed)
  @Length(1, 100)
  @IsOneLine()
  @IsString()
  name: string;
}

@ApiSchema({ name: 'AddPasskey' })
export class AddPasskeyDto extends PasskeyAnswerDto {
  @ApiProperty({ example: 'Phone', minLength: 1, maxLength: 100 })
  @Transform(trimmed)
  @Length(1, 100)
  @IsOneLine()
  @IsString()
  name: string;
}

@ApiSchema({ name: 'Passkey' })
export class PasskeyDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  id: string;

  @ApiProperty({ example: 'Phone' })
  name: string;

  @ApiProperty({ description: 'Whether it outlives its device, by the maker’s account.', example: true })
  backed_up: boolean;

  @ApiProperty({ example: '2026-01-31T09:30:00.000Z', type: String, format: 'date-time' })
  created_at: Date;

  @ApiProperty({ example: '2026-02-01T08:00:00.000Z', type: String, format: 'date-time', nullable: true })
  last_used_at: Date | null;

  static of({ id, name, backed_up, created_at, last_used_at }: Passkey): PasskeyDto {
    return { id, name, backed_up, created_at, last_used_at };
  }
}

@ApiSchema({ name: 'AddedPasskey' })
export class AddedPasskeyDto extends PasskeyDto {
  @ApiProperty({
    type: [String],
    nullable: true,
    description:
      'Each is good once in place of a factor, told this once; null where the account has some already.',
    example: ['7QZK-0M3T-XW9D-H5RA-4PNE-61GS', 'B2CD-93KM-QX7T-W0VY-8JFH-5RT3'],
  })
  recovery_codes: string[] | null;
}

@ApiSchema({ name: 'PasskeyPage' })
export class PasskeyPageDto {
  @ApiProperty({ type: [PasskeyDto] })
  items: PasskeyDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
