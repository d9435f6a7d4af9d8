import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Request, Response } from 'express';
import { formatDay, monthsBefore, parseDay } from '../analytics/calendar';
import { calendarDayOf } from '../common/calendar/calendar-day';
import { Clock } from '../common/clock';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { Identity } from '../common/identity/identity';
import { CurrentIdentity, RequiresScope } from '../common/identity/identity.decorators';
import { SymbolPipe } from '../common/symbols/symbol';
import { codingOf } from '../platform/http/at-hand/written-json';
import { contentTag } from '../platform/http/conditional/entity-tag';
import { AnalyticsDto, AnalyticsQueryDto } from './dto/analytics.dto';
import { HistoryBatchDto, HistoryDto, HistoryQueryDto } from './dto/history.dto';
import { IntradayDto, IntradayQueryDto } from './dto/intraday.dto';
import { HistoriesQueryDto, QuotesQueryDto, SearchQueryDto } from './dto/market.queries';
import { ProviderListDto } from './dto/providers.dto';
import { InstrumentProfileDto, shownEvents } from './dto/instrument.dto';
import { MarketStatusListDto } from './dto/market-status.dto';
import { QuoteBatchDto, QuoteDto } from './dto/quote.dto';
import { InstrumentListDto } from './dto/search.dto';
import { historyBatchJson } from './history/bars/history-json';
import { HistoriesAtHand } from './history/histories-at-hand';
import { HistoryBodies } from './history/history-bodies';
import { HistoryService } from './history/history.service';
import { IndicatorsService } from './history/indicators.service';
import { CorporateEventsService } from './events/corporate-events.service';
import { IntradayService } from './intraday/intraday.service';
import { InstrumentChanges } from './changes/instrument-changes';
import { InstrumentProfilesService } from './instruments/instrument-profiles.service';
import { MarketProviders } from './providers/market-providers';
import { MarketStatusService } from './quotes/market-status.service';
import { QuotesService } from './quotes/quotes.service';
import { SearchService } from './search/search.service';
import {
  invalidRange,
  marketUnavailable,
  noCurrency,
  noData,
  rangeTooLong,
  searchUnavailable,
  unknownSymbol,
} from './model/market.errors';
import { RequestCost } from '../platform/http/limits/request-cost.decorator';

@ApiTags('market')
@ApiBearerAuth('bearer')
@RequiresScope('market')
@Controller({ path: 'market', version: '1' })
export class MarketController {
  constructor(
    private readonly quotes: QuotesService,
    private readonly history: HistoryService,
    private readonly bodies: HistoryBodies,
    private readonly atHand: HistoriesAtHand,
    private readonly instruments: SearchService,
    private readonly intradayBars: IntradayService,
    private readonly indicators: IndicatorsService,
    private readonly providers: MarketProviders,
    private readonly status: MarketStatusService,
    private readonly profiles: InstrumentProfilesService,
    private readonly events: CorporateEventsService,
    private readonly changes: InstrumentChanges,
    private readonly clock: Clock,
  ) {}

  @Get('real-time')
  @ApiOperation({ summary: 'Quotes of up to 100 instruments.' })
  @ApiOkResponse({ type: QuoteBatchDto })
  realTimeBatch(
    @CurrentIdentity() { userId }: Identity,
    @Query() { symbols }: QuotesQueryDto,
  ): Promise<QuoteBatchDto> {
    return this.quotes.quotes(symbols, userId);
  }

  @Get('real-time/:symbol')
  @ApiOperation({ summary: 'The quote of an instrument.' })
  @ApiParam({ name: 'symbol', example: 'AAPL' })
  @ApiOkResponse({ type: QuoteDto })
  @ApiProblems(unknownSymbol, noCurrency, noData, marketUnavailable)
  realTime(
    @CurrentIdentity() { userId }: Identity,
    @Param('symbol', SymbolPipe) symbol: string,
  ): Promise<QuoteDto> {
    return this.quotes.quote(symbol, userId);
  }

  @Get('historical')
  @RequestCost(5)
  @ApiOperation({ summary: 'Bars of up to 50 instruments, few of each: for small charts.' })
  @ApiHeader({ name: 'If-None-Match', required: false })
  @ApiOkResponse({ type: HistoryBatchDto, headers: { ETag: { schema: { type: 'string' } } } })
  @ApiProblems(invalidRange)
  async historicalBatch(
    @CurrentIdentity() { userId }: Identity,
    @Query() { symbols, ...query }: HistoriesQueryDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const batch = await this.history.manyBars(symbols, { ...query, ...this.window(query) }, userId);
    const tag = contentTag([batch.items.map((history) => history.tag), batch.missing]);
    if (isUnchanged(request, response, tag)) return;
    response.type('application/json').send(historyBatchJson(batch));
  }

  @Get('historical/:symbol')
  @ApiOperation({ summary: 'Bars of closed days, weeks or months, ascending.' })
  @ApiParam({ name: 'symbol', example: 'AAPL' })
  @ApiHeader({ name: 'If-None-Match', required: false })
  @ApiOkResponse({ type: HistoryDto, headers: { ETag: { schema: { type: 'string' } } } })
  @ApiProblems(unknownSymbol, noCurrency, noData, marketUnavailable, invalidRange)
  async historical(
    @CurrentIdentity() { userId }: Identity,
    @Param('symbol', SymbolPipe) symbol: string,
    @Query() query: HistoryQueryDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const history = await this.history.bars(symbol, { ...query, ...this.window(query) }, userId);
    this.atHand.note(request.originalUrl, history);
    if (isUnchanged(request, response, `"${history.tag}"`)) return;
    const taken = codingOf(request.headers['accept-encoding']) ?? null;
    const { bytes, coding } = await this.bodies.bodyOf(history, taken);
    if (coding) response.setHeader('Content-Encoding', coding);
    response.type('application/json').send(bytes);
  }

  @Get('intraday/:symbol')
  @ApiOperation({
    summary: 'Bars of minutes or an hour, ascending.',
    description:
      'From the first provider that has them; `retention_days` says for how long, and `GET /market/providers` who has ' +
      'which. They are not stored: what a provider keeps no more is gone. Answers are good for 15 seconds.',
  })
  @ApiParam({ name: 'symbol', example: 'AAPL' })
  @ApiOkResponse({ type: IntradayDto })
  @ApiProblems(unknownSymbol, noCurrency, noData, marketUnavailable, invalidRange, rangeTooLong)
  async intraday(
    @Param('symbol', SymbolPipe) symbol: string,
    @Query() query: IntradayQueryDto,
  ): Promise<IntradayDto> {
    return IntradayDto.of(await this.intradayBars.bars({ symbol, ...query }));
  }

  @Get('status')
  @ApiOperation({
    summary: 'Whether the exchanges of up to 100 instruments are open, and when that changes.',
    description: 'Never fails for want of a provider: what nobody tells is `unknown`.',
  })
  @ApiOkResponse({ type: MarketStatusListDto })
  marketStatus(
    @CurrentIdentity() { userId }: Identity,
    @Query() { symbols }: QuotesQueryDto,
  ): Promise<MarketStatusListDto> {
    return this.status.of(symbols, userId);
  }

  @Get('instruments/:symbol')
  @ApiOperation({
    summary: 'What an instrument is, with its splits and dividends.',
    description:
      'Kept for a day. Events are those that came with the history of the instrument: ask for that first where you need ' +
      'them whole.',
  })
  @ApiParam({ name: 'symbol', example: 'AAPL' })
  @ApiOkResponse({ type: InstrumentProfileDto })
  @ApiProblems(unknownSymbol, noCurrency, noData, marketUnavailable)
  async instrument(@Param('symbol', SymbolPipe) symbol: string): Promise<InstrumentProfileDto> {
    const profile = await this.profiles.profile(symbol);
    return {
      ...profile,
      current_symbol: this.changes.currentSymbol(symbol),
      delisted_since: this.changes.delistedSince(symbol),
      ...shownEvents(await this.events.eventsOf([symbol])),
    };
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
  @ApiProblems(unknownSymbol, noCurrency, noData, marketUnavailable, invalidRange)
  analytics(
    @CurrentIdentity() { userId }: Identity,
    @Param('symbol', SymbolPipe) symbol: string,
    @Query() query: AnalyticsQueryDto,
  ): Promise<AnalyticsDto> {
    return this.indicators.analyse(symbol, this.window(query), query.indicators, userId);
  }

  @Get('search')
  @ApiOperation({ summary: 'Instruments by symbol or name, best first.' })
  @ApiOkResponse({ type: InstrumentListDto })
  @ApiProblems(searchUnavailable)
  async search(@Query() { query }: SearchQueryDto): Promise<InstrumentListDto> {
    return { items: await this.instruments.search(query) };
  }

  private window(given: { from?: string; to?: string }): { from: string; to: string } {
    const to = given.to ?? calendarDayOf(this.clock.now());
    return { from: given.from ?? formatDay(monthsBefore(parseDay(to), 12)), to };
  }
}

/** Tells the tag of an answer, and answers 304 to whoever has it. */
function isUnchanged(request: Request, response: Response, tag: string): boolean {
  response.setHeader('ETag', tag);
  response.setHeader('Cache-Control', 'private, no-cache');
  if (request.fresh) response.status(304).end();
  return request.fresh;
}
