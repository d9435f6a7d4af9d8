import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Notification, NOTIFICATION_KINDS, NotificationKind } from '../notification';

@ApiSchema({ name: 'Notification' })
export class NotificationDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  id: string;

  @ApiProperty({ enum: NOTIFICATION_KINDS, example: 'report_completed' })
  kind: NotificationKind;

  @ApiProperty({ example: 'Your report is ready' })
  title: string;

  @ApiProperty({ example: 'The performance report of “Retirement” (PDF, 84 kB) is ready.' })
  body: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '/api/v1/reports/665f1f77bcf86cd799439012/download',
    description: 'A path of this installation or a whole address.',
  })
  link: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    example: { portfolio: 'Retirement', format: 'pdf' },
  })
  facts: Record<string, string | number>;

  @ApiProperty({ example: false })
  read: boolean;

  @ApiProperty({ example: '2026-03-02T14:30:00.000Z', type: String, format: 'date-time' })
  created_at: Date;

  static of({ id, kind, title, body, link, facts, read, created_at }: Notification): NotificationDto {
    return { id, kind, title, body, link, facts, read, created_at };
  }
}

@ApiSchema({ name: 'NotificationPage' })
export class NotificationPageDto {
  @ApiProperty({ type: [NotificationDto] })
  items: NotificationDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}

@ApiSchema({ name: 'NotificationCount' })
export class NotificationCountDto {
  @ApiProperty({ type: 'integer', example: 12, description: 'At most 10,000 are counted.' })
  total: number;

  @ApiProperty({ type: 'integer', example: 3 })
  unread: number;
}

@ApiSchema({ name: 'ReadAllAnswer' })
export class ReadAllAnswerDto {
  @ApiProperty({ type: 'integer', example: 3, description: 'How many notifications were unread.' })
  marked: number;
}
