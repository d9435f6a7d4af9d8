import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Request, Response } from 'express';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { Identity } from '../common/identity/identity';
import { CurrentIdentity } from '../common/identity/identity.decorators';
import { ObjectIdPipe } from '../common/ids/object-id.pipe';
import { Page } from '../common/paging/cursor';
import { PageQuery } from '../common/paging/page-query.dto';
import { AnalysisDto, AnalysisPageDto } from './dto/analysis.dto';
import { ChartPath, ChartQuery } from './dto/chart.dto';
import { PerformanceDto, PerformanceQuery } from './dto/performance.dto';
import { AnalysesService } from './performance/analyses.service';
import { ChartsService } from './performance/charts.service';
import { unpacked } from './performance/packed-json';
import { PerformanceService } from './performance/performance.service';

/** A picture may style itself and nothing else: no scripts, no fetches, whoever opens it. */
const PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

@ApiTags('portfolio')
@ApiProblems({
  400: 'validation.failed',
  401: 'auth.invalid_token',
  404: 'portfolio.not_found',
  429: 'rate_limit.exceeded',
})
@Controller({ path: 'portfolio/:id', version: '1' })
export class PerformanceController {
  constructor(
    private readonly performances: PerformanceService,
    private readonly analyses: AnalysesService,
    private readonly charts: ChartsService,
  ) {}

  @Get('performance')
  @ApiOperation({ summary: 'What the portfolio did over a window.' })
  @ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: 'An ETag that you have; 304 if it holds.',
  })
  @ApiOkResponse({ type: PerformanceDto })
  @ApiProblems({ 503: 'portfolio.busy' })
  async performance(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Query() window: PerformanceQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { tag, packed } = await this.performances.answer(identity, id, window);
    if (isKnown(tag, request, response)) return;
    response.type('application/json').vary('Accept-Encoding');
    if (request.acceptsEncodings('gzip')) {
      response.setHeader('Content-Encoding', 'gzip').send(await packed());
    } else response.send(await unpacked(await packed()));
  }

  @Get('performance/charts/:name.svg')
  @ApiOperation({ summary: 'The performance as a picture: value, allocation or drawdown.' })
  @ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: 'An ETag that you have; 304 if it holds.',
  })
  @ApiProduces('image/svg+xml')
  @ApiOkResponse({ content: { 'image/svg+xml': { schema: { type: 'string' } } } })
  @ApiProblems({ 503: 'portfolio.busy' })
  async chart(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Param() { name }: ChartPath,
    @Query() query: ChartQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { tag, svg } = await this.charts.chart(identity, id, name, query);
    response.setHeader('Content-Security-Policy', PICTURE_POLICY);
    if (isKnown(tag, request, response)) return;
    response.type('image/svg+xml').send(await svg());
  }

  @Get('analyses')
  @ApiOperation({ summary: 'The stored analyses, newest first; the newest hundred are kept.' })
  @ApiOkResponse({ type: AnalysisPageDto })
  list(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Query() page: PageQuery,
  ): Promise<Page<AnalysisDto>> {
    return this.analyses.list(identity, id, page);
  }
}

/** Tags the answer; one that the client has already needs no body, and is not even read. */
function isKnown(tag: string, request: Request, response: Response): boolean {
  // Weak, because the same answer is sent in more than one encoding.
  response.setHeader('ETag', `W/"${tag}"`);
  response.setHeader('Cache-Control', 'private, no-cache');
  if (!request.fresh) return false;
  response.status(304).end();
  return true;
}
