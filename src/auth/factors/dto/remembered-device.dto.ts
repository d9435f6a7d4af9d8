import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { RememberedDevice } from '../devices/remembered-device';

@ApiSchema({ name: 'RememberedDevice' })
export class RememberedDeviceDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  id: string;

  @ApiProperty({ example: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0' })
  user_agent: string;

  @ApiProperty({ example: '2026-01-31T09:30:00.000Z', type: String, format: 'date-time' })
  created_at: Date;

  @ApiProperty({ example: '2026-02-01T08:00:00.000Z', type: String, format: 'date-time' })
  last_used_at: Date;

  @ApiProperty({ example: '2026-03-02T09:30:00.000Z', type: String, format: 'date-time' })
  expires_at: Date;

  static of({ id, user_agent, created_at, last_used_at, expires_at }: RememberedDevice): RememberedDeviceDto {
    return { id, user_agent, created_at, last_used_at, expires_at };
  }
}

@ApiSchema({ name: 'RememberedDevicePage' })
export class RememberedDevicePageDto {
  @ApiProperty({ type: [RememberedDeviceDto] })
  items: RememberedDeviceDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
