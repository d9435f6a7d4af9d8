import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Request, Response } from 'express';
import { formatDay, monthsBefore, parseDay } from '../analytics/calendar';
import { calendarDayOf } from '../common/calendar/calendar-day';
import { Clock } from '../common/clock';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { SymbolPipe } from '../common/symbols/symbol';
import { HistoryDto, HistoryQuery } from './dto/history.dto';
import { QuotesQuery, SearchQuery } from './dto/market.queries';
import { QuoteBatchDto, QuoteDto } from './dto/quote.dto';
import { InstrumentListDto } from './dto/search.dto';
import { historyJson } from './history-json';
import { HistoryService } from './history.service';
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
    const to = query.to ?? calendarDayOf(this.clock.now());
    const from = query.from ?? formatDay(monthsBefore(parseDay(to), 12));
    const history = await this.history.bars(symbol, { ...query, from, to });
    response.setHeader('ETag', `"${history.tag}"`);
    response.setHeader('Cache-Control', 'private, no-cache');
    if (request.fresh) response.status(304).end();
    else response.type('application/json').send(historyJson(history));
  }

  @Get('search')
  @ApiOperation({ summary: 'Instruments by symbol or name, best first.' })
  @ApiOkResponse({ type: InstrumentListDto })
  async search(@Query() { query }: SearchQuery): Promise<InstrumentListDto> {
    return { items: await this.instruments.search(query) };
  }
}
