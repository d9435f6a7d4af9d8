import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean } from 'class-validator';
import { PageQuery } from '../../common/paging/page-query.dto';

const FLAGS = new Map<unknown, boolean>([
  ['true', true],
  ['false', false],
]);

export class NotificationsQueryDto extends PageQuery {
  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Only what was not read yet.' })
  @Transform(({ value }: { value: unknown }) => FLAGS.get(value) ?? value)
  @IsBoolean()
  unread = false;
}
