import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';

@ApiSchema({ name: 'DeleteAccount' })
export class DeleteAccountDto {
  @ApiProperty({ example: 'correct horse battery', maxLength: 1024 })
  @Length(1, 1_024)
  @IsString()
  current_password: string;
}

@ApiSchema({ name: 'AccountDeletion' })
export class AccountDeletionDto {
  @ApiProperty({
    example: '2026-02-08T08:00:00.000Z',
    format: 'date-time',
    description:
      'Until then a sign-in, or the token of the mail, keeps the account; where an administrator ordered it, its activation.',
  })
  erase_at: string;
}
