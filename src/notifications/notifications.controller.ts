import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { CurrentIdentity } from '../common/identity/identity.decorators';
import { Identity } from '../common/identity/identity';
import { ObjectIdPipe } from '../common/ids/object-id.pipe';
import { Paged } from '../common/paging/paged.decorator';
import {
  NotificationCountDto,
  NotificationDto,
  NotificationPageDto,
  ReadAllAnswerDto,
} from './dto/notification.dto';
import { NotificationsQueryDto } from './dto/notifications-query.dto';
import { ReadNotificationDto } from './dto/read-notification.dto';
import { NotificationsService } from './notifications.service';
import { notificationNotFound } from './notifications.errors';

@ApiTags('notifications')
@Controller({ path: 'notifications', version: '1' })
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  @Get()
  @Paged()
  @ApiOperation({ summary: 'Your notifications, newest first.' })
  @ApiOkResponse({ type: NotificationPageDto })
  async list(
    @CurrentIdentity() { userId }: Identity,
    @Query() query: NotificationsQueryDto,
  ): Promise<NotificationPageDto> {
    const { items, next_cursor } = await this.notifications.list(userId, query);
    return { items: items.map((item) => NotificationDto.of(item)), next_cursor };
  }

  @Get('count')
  @ApiOperation({ summary: 'How many notifications you have, and how many of them are unread.' })
  @ApiOkResponse({ type: NotificationCountDto })
  count(@CurrentIdentity() { userId }: Identity): Promise<NotificationCountDto> {
    return this.notifications.count(userId);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes a notification out of your list.' })
  @ApiNoContentResponse()
  @ApiProblems(notificationNotFound)
  delete(@CurrentIdentity() identity: Identity, @Param('id', ObjectIdPipe) id: string): Promise<void> {
    return this.notifications.delete(identity, id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Marks a notification read or unread.' })
  @ApiOkResponse({ type: NotificationDto })
  @ApiProblems(notificationNotFound)
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
