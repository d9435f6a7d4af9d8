import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsEmail, MaxLength } from 'class-validator';
import { trimmed } from '../../common/text/trimmed';
import { IsUnmistakableEmail } from '../../users/email-address';
import { Invitation } from '../registration/invitation';

@ApiSchema({ name: 'Invite' })
export class InviteDto {
  @ApiProperty({ example: 'grace@example.com', format: 'idn-email', maxLength: 254 })
  @Transform(trimmed)
  @MaxLength(254)
  @IsUnmistakableEmail()
  @IsEmail()
  email: string;
}

@ApiSchema({ name: 'Invitation' })
export class InvitationDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  id: string;

  @ApiProperty({ example: 'grace@example.com' })
  email: string;

  @ApiProperty({ example: '665f1f77bcf86cd799439012', description: 'The administrator’s account.' })
  invited_by: string;

  @ApiProperty({ example: true, description: 'Whether the token went to the address by mail.' })
  mailed: boolean;

  @ApiProperty({ example: '2026-01-31T09:30:00.000Z', type: String, format: 'date-time' })
  created_at: Date;

  @ApiProperty({ example: '2026-02-07T09:30:00.000Z', type: String, format: 'date-time' })
  expires_at: Date;

  static of({ id, email, invited_by, mailed, created_at, expires_at }: Invitation): InvitationDto {
    return { id, email, invited_by, mailed, created_at, expires_at };
  }
}

@ApiSchema({ name: 'CreatedInvitation' })
export class CreatedInvitationDto extends InvitationDto {
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description:
      'Where no mail is sent: hand it to whom you invited. Told this once, null where it was mailed.',
  })
  token: string | null;
}

@ApiSchema({ name: 'InvitationPage' })
export class InvitationPageDto {
  @ApiProperty({ type: [InvitationDto] })
  items: InvitationDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
