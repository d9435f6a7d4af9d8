import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn } from 'class-validator';
import { DatedPageQueryDto } from '../../common/paging/dated-page-query.dto';
import { IfGiven } from '../../common/validation/if-given';
import { NOTIFICATION_KINDS, NotificationKind } from '../notification';

const FLAGS = new Map<unknown, boolean>([
  ['true', true],
  ['false', false],
]);

export class NotificationsQueryDto extends DatedPageQueryDto {
  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Only what was not read yet.' })
  @Transform(({ value }: { value: unknown }) => FLAGS.get(value) ?? value)
  @IsBoolean()
  unread = false;

  @ApiPropertyOptional({ enum: NOTIFICATION_KINDS, example: 'price_alert' })
  @IfGiven()
  @IsIn(NOTIFICATION_KINDS)
  kind?: NotificationKind;
}
