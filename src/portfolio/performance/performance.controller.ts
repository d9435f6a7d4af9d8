import { Controller, Get, Param, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { Request, Response } from 'express';
import { accountNotFound } from '../accounts/accounts.errors';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity, RequiresScope } from '../../common/identity/identity.decorators';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { Page } from '../../common/paging/cursor';
import { Paged } from '../../common/paging/paged.decorator';
import { AnalysesQueryDto } from '../dto/analyses-query.dto';
import { AnalysisDto, AnalysisPageDto } from '../dto/analysis.dto';
import { ChartPathDto, ChartQueryDto } from '../dto/chart.dto';
import { PerformanceDto, PerformancePartDto, PerformanceViewQueryDto } from '../dto/performance.dto';
import { AnalysesService } from './analyses.service';
import { ChartsService } from './charts.service';
import { unpacked } from './computing/packed-json';
import { PerformanceService } from './performance.service';
import { PerformanceViewsService } from './views/performance-views.service';
import { portfolioNotFound } from '../../common/identity/portfolio-access';
import { portfolioBusy } from '../portfolio.errors';
import { OthersPortfoliosInterceptor } from '../others-portfolios.interceptor';
import { ledgerBusy } from '../ledger/ledger.errors';
import { userNotFound } from '../../users/users.errors';
import { RequestCost } from '../../platform/http/limits/request-cost.decorator';

/** A picture may style itself and nothing else: no scripts, no fetches, whoever opens it. */
const PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

const WHOLE = { $ref: getSchemaPath(PerformanceDto) };
/** Types of clients take an answer for the whole, as it is unless `fields` says otherwise. */
const PERFORMANCE_OR_PART = {
  anyOf: [WHOLE, { $ref: getSchemaPath(PerformancePartDto) }],
  'x-usually': WHOLE,
};

@ApiTags('portfolio')
@ApiProblems(portfolioNotFound)
@RequiresScope('values')
@Controller({ path: 'portfolio/:id', version: '1' })
@UseInterceptors(OthersPortfoliosInterceptor)
export class PerformanceController {
  constructor(
    private readonly performances: PerformanceService,
    private readonly analyses: AnalysesService,
    private readonly charts: ChartsService,
    private readonly views: PerformanceViewsService,
  ) {}

  @Get('performance')
  @RequestCost(5)
  @ApiOperation({ summary: 'What the portfolio did over a window.' })
  @ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: 'An ETag that you have; 304 if it holds.',
  })
  @ApiExtraModels(PerformanceDto, PerformancePartDto)
  @ApiOkResponse({
    description: 'The whole; with `fields` what was asked for.',
    schema: PERFORMANCE_OR_PART,
  })
  @ApiProblems(portfolioBusy, ledgerBusy, accountNotFound)
  async performance(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Query() { series, max_points, fields, ...window }: PerformanceViewQueryDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const whole = await this.performances.answer(identity, id, window);
    if (series === 'none' || max_points !== undefined || fields) {
      const { tag, json } = this.views.part(whole, { series, max_points, fields });
      if (!isKnown(tag, request, response)) response.type('application/json').send(await json());
      return;
    }
    const { tag, packed } = whole;
    if (isKnown(tag, request, response)) return;
    response.type('application/json').vary('Accept-Encoding');
    if (request.acceptsEncodings('gzip')) {
      response.setHeader('Content-Encoding', 'gzip').send(await packed());
    } else response.send(await unpacked(await packed()));
  }

  @Get('performance/charts/:name.svg')
  @RequestCost(5)
  @ApiOperation({ summary: 'The performance as a picture: value, allocation or drawdown.' })
  @ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: 'An ETag that you have; 304 if it holds.',
  })
  @ApiProduces('image/svg+xml')
  @ApiOkResponse({ content: { 'image/svg+xml': { schema: { type: 'string' } } } })
  @ApiProblems(portfolioBusy, ledgerBusy, accountNotFound, userNotFound)
  async chart(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Param() { name }: ChartPathDto,
    @Query() query: ChartQueryDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { tag, svg } = await this.charts.chart(identity, id, name, query);
    response.setHeader('Content-Security-Policy', PICTURE_POLICY);
    if (isKnown(tag, request, response)) return;
    response.type('image/svg+xml').send(await svg());
  }

  @Get('analyses')
  @Paged()
  @ApiOperation({ summary: 'The stored analyses, newest first; the newest hundred are kept.' })
  @ApiOkResponse({ type: AnalysisPageDto })
  list(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Query() query: AnalysesQueryDto,
  ): Promise<Page<AnalysisDto>> {
    return this.analyses.list(identity, id, query);
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
