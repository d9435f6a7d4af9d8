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
import { CurrentIdentity } from '../common/identity/identity.decorators';
import { Identity } from '../common/identity/identity';
import { ObjectIdPipe } from '../common/ids/object-id.pipe';
import { PageQuery } from '../common/paging/page-query.dto';
import { EffectId } from '../platform/idempotency/effect-id.decorator';
import { Idempotent } from '../platform/idempotency/idempotent.decorator';
import { OrderReport } from './dto/order-report.dto';
import { ReportDto, ReportPage } from './dto/report.dto';
import { MEDIA_TYPES } from './report';
import { ReportDownload } from './report-download';
import { ReportsService } from './reports.service';

/** What a file can be: bytes, but for JSON, which is what the performance route answers, or its holdings. */
const FILE = Object.fromEntries(
  Object.entries(MEDIA_TYPES).map(([format, type]) => [
    type.replace(/;.*/, ''),
    { schema: format === 'json' ? {} : { type: 'string', format: 'binary' } },
  ]),
);

@ApiTags('reports')
@ApiProblems({ 400: 'validation.failed', 401: 'auth.unauthenticated', 429: 'http.too_many_requests' })
@Controller({ path: 'reports', version: '1' })
export class ReportsController {
  constructor(
    private readonly reports: ReportsService,
    private readonly download: ReportDownload,
  ) {}

  @Post()
  @HttpCode(HttpStatus.ACCEPTED)
  @Idempotent()
  @ApiOperation({
    summary: 'Order a report; it is made by a worker.',
    description:
      'What is accepted is never lost: the order is stored before the answer. Follow it by `GET`, by the socket ' +
      'event `report:progress`, or wait for the notification.',
  })
  @ApiAcceptedResponse({
    type: ReportDto,
    headers: { Location: { description: 'The report.', schema: { type: 'string' } } },
  })
  @ApiProblems({
    403: 'report.of_another_user',
    404: 'portfolio.not_found',
    422: 'idempotency.key_reused',
    429: 'report.too_many_unfinished',
  })
  async order(
    @CurrentIdentity() identity: Identity,
    @Body() order: OrderReport,
    @EffectId() id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportDto> {
    const report = await this.reports.order(identity, order, id);
    response.setHeader('Location', `/api/v1/reports/${report.id}`);
    return ReportDto.of(report);
  }

  @Get('user/:user_id')
  @ApiOperation({ summary: "A user's reports, newest first." })
  @ApiOkResponse({ type: ReportPage })
  @ApiProblems({ 403: 'report.of_another_user' })
  async page(
    @CurrentIdentity() identity: Identity,
    @Param('user_id', ObjectIdPipe) userId: string,
    @Query() query: PageQuery,
  ): Promise<ReportPage> {
    const { items, next_cursor } = await this.reports.page(identity, userId, query);
    return { items: items.map((report) => ReportDto.of(report)), next_cursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'A report and how far it is.' })
  @ApiOkResponse({ type: ReportDto })
  @ApiProblems({ 404: 'report.not_found' })
  async get(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
  ): Promise<ReportDto> {
    return ReportDto.of(await this.reports.get(identity, id));
  }

  @Get(':id/download')
  @ApiOperation({ summary: "The report's file; one byte range at a time can be asked for." })
  @ApiHeader({ name: 'Range', required: false, example: 'bytes=0-1023' })
  @ApiHeader({ name: 'If-None-Match', required: false })
  @ApiOkResponse({ content: FILE })
  @ApiResponse({ status: 206, description: 'The part asked for.', content: FILE })
  @ApiResponse({ status: 304, description: 'You have it already.' })
  @ApiProblems({
    404: 'report.not_found',
    409: 'report.not_completed',
    416: 'report.range_not_satisfiable',
  })
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
  @ApiProblems({ 404: 'report.not_found' })
  async delete(@CurrentIdentity() identity: Identity, @Param('id', ObjectIdPipe) id: string): Promise<void> {
    await this.reports.delete(identity, id);
  }
}
