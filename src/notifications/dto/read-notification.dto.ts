import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';

@ApiSchema({ name: 'ReadNotification' })
export class ReadNotificationDto {
  @ApiProperty({ example: true })
  @IsBoolean()
  read: boolean;
}
