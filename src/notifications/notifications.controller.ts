import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { CurrentIdentity } from '../common/identity/identity.decorators';
import { Identity } from '../common/identity/identity';
import { ObjectIdPipe } from '../common/ids/object-id.pipe';
import { NotificationDto, NotificationPageDto, ReadAllAnswerDto } from './dto/notification.dto';
import { NotificationsQueryDto } from './dto/notifications-query.dto';
import { ReadNotificationDto } from './dto/read-notification.dto';
import { NotificationsService } from './notifications.service';

@ApiTags('notifications')
@ApiProblems({ 400: 'validation.failed', 401: 'auth.invalid_token', 429: 'rate_limit.exceeded' })
@Controller({ path: 'notifications', version: '1' })
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  @Get()
  @ApiOperation({ summary: 'Your notifications, newest first.' })
  @ApiOkResponse({ type: NotificationPageDto })
  async list(
    @CurrentIdentity() { userId }: Identity,
    @Query() query: NotificationsQueryDto,
  ): Promise<NotificationPageDto> {
    const { items, next_cursor } = await this.notifications.list(userId, query);
    return { items: items.map((item) => NotificationDto.of(item)), next_cursor };
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Marks a notification read or unread.' })
  @ApiOkResponse({ type: NotificationDto })
  @ApiProblems({ 404: 'notification.not_found' })
  async setRead(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Body() { read }: ReadNotificationDto,
  ): Promise<NotificationDto> {
    return NotificationDto.of(await this.notifications.setRead(identity, id, read));
  }

  @Post('read-all')
  @HttpCode(200)
  @ApiOperation({ summary: 'Marks all your notifications read.' })
  @ApiOkResponse({ type: ReadAllAnswerDto })
  async readAll(@CurrentIdentity() { userId }: Identity): Promise<ReadAllAnswerDto> {
    return { marked: await this.notifications.markAllRead(userId) };
  }
}
