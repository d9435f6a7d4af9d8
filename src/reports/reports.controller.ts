import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Request, Response } from 'express';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { CurrentIdentity, RequiresScope, SuperuserOnly } from '../common/identity/identity.decorators';
import { Identity } from '../common/identity/identity';
import { ObjectIdPipe } from '../common/ids/object-id.pipe';
import { Paged } from '../common/paging/paged.decorator';
import { ACCEPT_RANGES, CONTENT_RANGE, FILE_NAME, LOCATION } from '../platform/http/edge/documented-headers';
import { EffectId } from '../platform/http/idempotency/effect-id.decorator';
import { Idempotent } from '../platform/http/idempotency/idempotent.decorator';
import { RequestCost } from '../platform/http/limits/request-cost.decorator';
import { storageFull } from '../platform/quotas/quotas.errors';
import { OrderReportDto } from './dto/order-report.dto';
import { ReportDto, ReportPageDto } from './dto/report.dto';
import { ReportsQueryDto, UserReportsQueryDto } from './dto/reports-query.dto';
import { MEDIA_TYPES } from './report';
import { ReportDownload } from './files/report-download';
import { ReportsService } from './reports.service';
import { accountNotFound } from '../portfolio/accounts/accounts.errors';
import {
  rangeNotSatisfiable,
  reportNotCompleted,
  reportNotFailed,
  reportNotFound,
  reportOfAnother,
  tooManyUnfinished,
} from './reports.errors';
import { READ_PROBLEMS } from '../portfolio/ledger/ledger-api';

/** What a file can be: bytes, but for JSON, which is what the performance route answered, or its holdings. */
const FILE = Object.fromEntries(
  Object.entries(MEDIA_TYPES).map(([format, type]) => [
    type.replace(/;.*/, ''),
    { schema: format === 'json' ? {} : { type: 'string', format: 'binary' } },
  ]),
);

@ApiTags('reports')
@RequiresScope('reports')
@Controller({ path: 'reports', version: '1' })
export class ReportsController {
  constructor(
    private readonly reports: ReportsService,
    private readonly download: ReportDownload,
  ) {}

  @Post()
  @RequestCost(5)
  @HttpCode(HttpStatus.ACCEPTED)
  @Idempotent()
  @ApiOperation({
    summary: 'Order a report; it is made by a worker.',
    description:
      'What is accepted is never lost: the order is stored before the answer. Follow it by `GET`, by the socket ' +
      'event `report:progress`, or wait for the notification. The report is that of the portfolio’s owner; a superuser ' +
      'who orders it is shown its progress and notified too. One whose window ends in a locked year is the same byte for ' +
      'byte whenever it is ordered again; see `PUT /portfolio/{id}/locks/{year}`.',
  })
  @ApiAcceptedResponse({
    type: ReportDto,
    headers: LOCATION,
  })
  @ApiProblems(reportOfAnother, accountNotFound, tooManyUnfinished, storageFull, ...READ_PROBLEMS)
  async order(
    @CurrentIdentity() identity: Identity,
    @Body() order: OrderReportDto,
    @EffectId() id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportDto> {
    const report = await this.reports.order(identity, order, id);
    response.setHeader('Location', `/api/v1/reports/${report.id}`);
    return ReportDto.of(report);
  }

  @Get()
  @SuperuserOnly()
  @RequiresScope('admin')
  @Paged()
  @ApiOperation({ summary: 'The reports of all users, newest first (superusers).' })
  @ApiOkResponse({ type: ReportPageDto })
  async all(@CurrentIdentity() identity: Identity, @Query() query: ReportsQueryDto): Promise<ReportPageDto> {
    const { items, next_cursor } = await this.reports.pageOfAll(identity, query);
    return { items: items.map((report) => ReportDto.of(report)), next_cursor };
  }

  @Get('user/:user_id')
  @Paged()
  @ApiOperation({ summary: "A user's reports, newest first." })
  @ApiOkResponse({ type: ReportPageDto })
  @ApiProblems(reportOfAnother)
  async page(
    @CurrentIdentity() identity: Identity,
    @Param('user_id', ObjectIdPipe) userId: string,
    @Query() query: UserReportsQueryDto,
  ): Promise<ReportPageDto> {
    const { items, next_cursor } = await this.reports.page(identity, userId, query);
    return { items: items.map((report) => ReportDto.of(report)), next_cursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'A report and how far it is.' })
  @ApiOkResponse({ type: ReportDto })
  @ApiProblems(reportNotFound)
  async get(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
  ): Promise<ReportDto> {
    return ReportDto.of(await this.reports.get(identity, id));
  }

  @Post(':id/retry')
  @RequestCost(5)
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({ summary: 'Make a report again that failed.' })
  @ApiAcceptedResponse({ type: ReportDto })
  @ApiProblems(reportNotFound, reportNotFailed, tooManyUnfinished, storageFull)
  async retry(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
  ): Promise<ReportDto> {
    return ReportDto.of(await this.reports.retry(identity, id));
  }

  @Get(':id/download')
  @ApiOperation({ summary: "The report's file; one byte range at a time can be asked for." })
  @ApiHeader({ name: 'Range', required: false, example: 'bytes=0-1023' })
  @ApiHeader({ name: 'If-None-Match', required: false })
  @ApiOkResponse({ content: FILE, headers: { ...FILE_NAME, ...ACCEPT_RANGES } })
  @ApiResponse({
    status: 206,
    description: 'The part asked for.',
    content: FILE,
    headers: { ...FILE_NAME, ...ACCEPT_RANGES, ...CONTENT_RANGE },
  })
  @ApiResponse({ status: 304, description: 'You have it already.' })
  @ApiResponse({ status: 416, headers: CONTENT_RANGE })
  @ApiProblems(reportNotFound, reportNotCompleted, rangeNotSatisfiable)
  async file(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.download.send(await this.reports.get(identity, id), request, response);
  }

  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'Delete a report and its file, finished or not.' })
  @ApiNoContentResponse()
  @ApiProblems(reportNotFound)
  async delete(@CurrentIdentity() identity: Identity, @Param('id', ObjectIdPipe) id: string): Promise<void> {
    await this.reports.delete(identity, id);
  }
}
