import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Response } from 'express';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { CurrentIdentity } from '../common/identity/identity.decorators';
import { Identity } from '../common/identity/identity';
import { ObjectIdPipe } from '../common/ids/object-id.pipe';
import { Paged } from '../common/paging/paged.decorator';
import { AlertsService } from './alerts.service';
import { AlertDto, AlertPageDto } from './dto/alert.dto';
import { AlertsQueryDto } from './dto/alerts-query.dto';
import { CreateAlertDto } from './dto/create-alert.dto';
import { unknownSymbol } from '../market/model/market.errors';
import { alertNotFound, delistedSymbol, tooManyAlerts, wrongCurrency } from './alerts.errors';
import { LOCATION } from '../platform/http/edge/documented-headers';

@ApiTags('notifications')
@Controller({ path: 'notifications/alerts', version: '1' })
export class AlertsController {
  constructor(private readonly alerts: AlertsService) {}

  @Post()
  @ApiOperation({
    summary: 'Asks to be told once when a symbol reaches a price; at most 100 wait at a time.',
    description:
      'A symbol that no provider knows is 404, one that is delisted 409; while no provider can be asked, an alert is accepted. A price that is not the newest fires only alerts that waited when it was true.',
  })
  @ApiCreatedResponse({ type: AlertDto, headers: LOCATION })
  @ApiProblems(unknownSymbol, delistedSymbol, tooManyAlerts, wrongCurrency)
  async create(
    @CurrentIdentity() { userId }: Identity,
    @Body() wish: CreateAlertDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AlertDto> {
    const alert = await this.alerts.create(userId, wish);
    response.location(`/api/v1/notifications/alerts/${alert.id}`);
    return AlertDto.of(alert);
  }

  @Get()
  @Paged()
  @ApiOperation({ summary: 'Your alerts, newest first; fired ones are kept for 90 days.' })
  @ApiOkResponse({ type: AlertPageDto })
  async list(@CurrentIdentity() { userId }: Identity, @Query() query: AlertsQueryDto): Promise<AlertPageDto> {
    const { items, next_cursor } = await this.alerts.list(userId, query);
    return { items: items.map((item) => AlertDto.of(item)), next_cursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One of your alerts.' })
  @ApiOkResponse({ type: AlertDto })
  @ApiProblems(alertNotFound)
  async get(@CurrentIdentity() identity: Identity, @Param('id', ObjectIdPipe) id: string): Promise<AlertDto> {
    return AlertDto.of(await this.alerts.get(identity, id));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraws an alert.' })
  @ApiNoContentResponse()
  @ApiProblems(alertNotFound)
  async delete(@CurrentIdentity() identity: Identity, @Param('id', ObjectIdPipe) id: string): Promise<void> {
    await this.alerts.delete(identity, id);
  }
}
