import { Injectable } from '@nestjs/common';
import { formatDay, parseDay } from '../../analytics/calendar';
import { RATE_LIFE_DAYS } from '../../analytics/ledger/plan/rates';
import type { PriceSeries } from '../../analytics/series/columns';
import { toNullable } from '../../analytics/series/columns';
import { DAY_MS } from '../../common/calendar/day-length';
import { Clock } from '../../common/clock';
import { inParallel } from '../../common/in-parallel';
import { Owner } from '../../common/identity/owner';
import { UsersService } from '../../users/users.service';
import { ExchangeRates } from '../currency/exchange-rates';
import type { PerformanceAnswer } from '../performance/performance.service';
import { PerformanceService } from '../performance/performance.service';
import { unknownWorth } from '../performance/unknown-worth';
import { PerformanceViewsService } from '../performance/views/performance-views.service';
import type { Performance } from '../performance/computing/compute-performance';
import type { PortfolioSummary } from '../portfolio';
import { PortfoliosService } from '../portfolios.service';
import type { NetWorthDto, PortfolioWorthDto, SparklinePointDto } from './summary.dto';
import { rateOn, sumOfLines } from './value-line';
import type { ValueLine } from './value-line';

const AT_ONCE = 2;
const PAGE = 100;
const FALLBACK_CURRENCY = 'USD';
const NO_RATES: PriceSeries = { days: new Int32Array(), closes: new Float64Array() };

/** Days of a summary; `since` is the first of its sparklines. */
interface Span {
  readonly since: number;
  readonly today: number;
}

/** One portfolio, and what it adds to all of them in the currency asked for. */
interface Worth {
  readonly shown: PortfolioWorthDto;
  readonly dayChange: number;
  readonly line: ValueLine;
}

/** What a user has, over all portfolios. */
@Injectable()
export class SummaryService {
  constructor(
    private readonly portfolios: PortfoliosService,
    private readonly performances: PerformanceService,
    private readonly views: PerformanceViewsService,
    private readonly rates: ExchangeRates,
    private readonly users: UsersService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param days that the sparklines reach back
   * @param asked the currency; else it is the one that the account chose, else that of the newest portfolio
   */
  async netWorth(owner: Owner, days: number, asked?: string): Promise<NetWorthDto> {
    const all = await this.all(owner.userId);
    const currency = asked ?? (await this.chosenBy(owner)) ?? all[0]?.currency ?? FALLBACK_CURRENCY;
    const today = Math.floor(this.clock.now().getTime() / DAY_MS);
    const span = { since: today - days, today };
    const found = new Map<string, Worth>();
    await inParallel(all, AT_ONCE, async (portfolio) => {
      found.set(portfolio.id, await this.worthOf(owner, portfolio, currency, span));
    });
    const worths = all.map(({ id }) => found.get(id)!);
    const netWorth = worths.reduce((sum, { shown }) => sum + (shown.worth ?? NaN), 0);
    const dayChange = worths.reduce((sum, one) => sum + one.dayChange, 0);
    const lines = worths.map(({ line }) => line);
    return {
      currency,
      net_worth: knownOrNull(netWorth),
      day_change: knownOrNull(dayChange),
      day_change_percent: netWorth > dayChange ? dayChange / (netWorth - dayChange) : null,
      sparkline: sparklineOf(lines, span),
      items: worths.map(({ shown }) => shown),
    };
  }

  private async chosenBy({ userId }: Owner): Promise<string | null> {
    return (await this.users.show(userId)).preferences.base_currency;
  }

  private async all(userId: string): Promise<PortfolioSummary[]> {
    const found: PortfolioSummary[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.portfolios.list(userId, { limit: PAGE, cursor });
      found.push(...page.items);
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    return found;
  }

  private async worthOf(
    owner: Owner,
    { id, name, currency }: PortfolioSummary,
    wanted: string,
    span: Span,
  ): Promise<Worth> {
    const answer = await this.performances.answer(owner, id, {});
    const { series, returns } = await this.partOf(answer, span.since);
    const values = valuesIn(series);
    const own = { values, rates: await this.ratesOver(currency, currency, span) };
    const line = { values, rates: await this.ratesOver(currency, wanted, span) };
    const rate = rateOn(span.today, line.rates, RATE_LIFE_DAYS);
    const { market_value, day_change, day_change_percent } = answer.summary;
    const worth = market_value === null ? null : knownOrNull(market_value * rate);
    const reason =
      unknownWorth({ summary: answer.summary, returns }) ?? (worth === null ? 'no_exchange_rate' : null);
    const sparkline = sparklineOf([own], span);
    return {
      shown: { id, name, currency, market_value, day_change, day_change_percent, worth, reason, sparkline },
      dayChange: (day_change ?? NaN) * rate,
      line,
    };
  }

  /** From the last value up to `since` on. */
  private async partOf(answer: PerformanceAnswer, since: number) {
    const view = { series: 'daily', since: formatDay(since), fields: ['series', 'returns'] } as const;
    const part = await this.views.part(answer, view).json();
    return JSON.parse(part) as Pick<Performance, 'series' | 'returns'>;
  }

  private async ratesOver(from: string, to: string, { since, today }: Span): Promise<PriceSeries> {
    const rate = await this.rates.rate(from, to, since - RATE_LIFE_DAYS, today);
    return rate?.series ?? NO_RATES;
  }
}

function sparklineOf(lines: readonly ValueLine[], { since }: Span): SparklinePointDto[] {
  const { days, closes } = sumOfLines(lines, since, RATE_LIFE_DAYS);
  return toNullable(closes).map((value, i) => ({ date: formatDay(days[i]!), value }));
}

function valuesIn(series: Performance['series']): PriceSeries {
  return {
    days: Int32Array.from(series, ({ date }) => parseDay(date)),
    closes: Float64Array.from(series, ({ value }) => value ?? NaN),
  };
}

function knownOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
