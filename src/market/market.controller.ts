import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Request, Response } from 'express';
import { formatDay, monthsBefore, parseDay } from '../analytics/calendar';
import { calendarDayOf } from '../common/calendar/calendar-day';
import { Clock } from '../common/clock';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { SymbolPipe } from '../common/symbols/symbol';
import { AnalyticsDto, AnalyticsQuery } from './dto/analytics.dto';
import { HistoryDto, HistoryQuery } from './dto/history.dto';
import { QuotesQuery, SearchQuery } from './dto/market.queries';
import { ProviderListDto } from './dto/providers.dto';
import { QuoteBatchDto, QuoteDto } from './dto/quote.dto';
import { InstrumentListDto } from './dto/search.dto';
import { historyJson } from './history-json';
import { HistoryService } from './history.service';
import { IndicatorsService } from './indicators.service';
import { MarketProviders } from './providers/market-providers';
import { QuotesService } from './quotes.service';
import { SearchService } from './search.service';

@ApiTags('market')
@ApiBearerAuth('bearer')
@ApiProblems({ 400: 'validation.failed', 401: 'auth.invalid_token', 429: 'rate_limit.exceeded' })
@Controller({ path: 'market', version: '1' })
export class MarketController {
  constructor(
    private readonly quotes: QuotesService,
    private readonly history: HistoryService,
    private readonly instruments: SearchService,
    private readonly indicators: IndicatorsService,
    private readonly providers: MarketProviders,
    private readonly clock: Clock,
  ) {}

  @Get('real-time')
  @ApiOperation({ summary: 'Quotes of up to 100 instruments.' })
  @ApiOkResponse({ type: QuoteBatchDto })
  realTimeBatch(@Query() { symbols }: QuotesQuery): Promise<QuoteBatchDto> {
    return this.quotes.quotes(symbols);
  }

  @Get('real-time/:symbol')
  @ApiOperation({ summary: 'The quote of an instrument.' })
  @ApiParam({ name: 'symbol', example: 'AAPL' })
  @ApiOkResponse({ type: QuoteDto })
  @ApiProblems({ 404: 'market.unknown_symbol', 503: 'market.unavailable' })
  realTime(@Param('symbol', SymbolPipe) symbol: string): Promise<QuoteDto> {
    return this.quotes.quote(symbol);
  }

  @Get('historical/:symbol')
  @ApiOperation({ summary: 'Bars of closed days, weeks or months, ascending.' })
  @ApiParam({ name: 'symbol', example: 'AAPL' })
  @ApiHeader({ name: 'If-None-Match', required: false })
  @ApiOkResponse({ type: HistoryDto, headers: { ETag: { schema: { type: 'string' } } } })
  @ApiProblems({ 404: 'market.unknown_symbol', 503: 'market.unavailable' })
  async historical(
    @Param('symbol', SymbolPipe) symbol: string,
    @Query() query: HistoryQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const history = await this.history.bars(symbol, { ...query, ...this.window(query) });
    response.setHeader('ETag', `"${history.tag}"`);
    response.setHeader('Cache-Control', 'private, no-cache');
    if (request.fresh) response.status(304).end();
    else response.type('application/json').send(historyJson(history));
  }

  @Get('providers')
  @ApiOperation({ summary: 'How the providers of market data fare.' })
  @ApiOkResponse({ type: ProviderListDto })
  async providerStates(): Promise<ProviderListDto> {
    return { items: await this.providers.statuses() };
  }

  @Get('analytics/:symbol')
  @ApiOperation({ summary: 'Indicators aligned with the daily closes; null in their warm-up.' })
  @ApiParam({ name: 'symbol', example: 'AAPL' })
  @ApiOkResponse({ type: AnalyticsDto })
  @ApiProblems({ 404: 'market.unknown_symbol', 503: 'market.unavailable' })
  analytics(
    @Param('symbol', SymbolPipe) symbol: string,
    @Query() query: AnalyticsQuery,
  ): Promise<AnalyticsDto> {
    return this.indicators.analyse(symbol, this.window(query), query.indicators);
  }

  @Get('search')
  @ApiOperation({ summary: 'Instruments by symbol or name, best first.' })
  @ApiOkResponse({ type: InstrumentListDto })
  @ApiProblems({ 503: 'market.unavailable' })
  async search(@Query() { query }: SearchQuery): Promise<InstrumentListDto> {
    return { items: await this.instruments.search(query) };
  }

  private window(given: { from?: string; to?: string }): { from: string; to: string } {
    const to = given.to ?? calendarDayOf(this.clock.now());
    return { from: given.from ?? formatDay(monthsBefore(parseDay(to), 12)), to };
  }
}
