import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { AccountExport, EXPORT_STATUSES, ExportStatus } from '../export/account-export';
import { PasswordIfDue } from '../../auth/dto/password-if-due.decorator';

@ApiSchema({ name: 'OrderExport' })
export class OrderExportDto {
  @PasswordIfDue()
  current_password?: string;
}

@ApiSchema({ name: 'AccountExport' })
export class AccountExportDto {
  @ApiProperty({ enum: EXPORT_STATUSES, enumName: 'ExportStatus', example: 'completed' })
  status: ExportStatus;

  @ApiProperty({ type: 'integer', nullable: true, example: 48_213 })
  size_bytes: number | null;

  @ApiProperty({ example: '2026-02-01T08:00:00.000Z', format: 'date-time' })
  created_at: string;

  @ApiProperty({ example: '2026-02-01T08:00:09.000Z', format: 'date-time', type: String, nullable: true })
  finished_at: string | null;

  @ApiProperty({
    example: '2026-02-08T08:00:09.000Z',
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'From when on it is gone.',
  })
  expires_at: string | null;

  static of({ status, size_bytes, created_at, finished_at, expires_at }: AccountExport): AccountExportDto {
    return {
      status,
      size_bytes,
      created_at: created_at.toISOString(),
      finished_at: finished_at?.toISOString() ?? null,
      expires_at: expires_at?.toISOString() ?? null,
    };
  }
}
