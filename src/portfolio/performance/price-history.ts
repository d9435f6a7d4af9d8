import { Injectable } from '@nestjs/common';
import { formatDay } from '../../analytics/calendar';
import { CloseSeries, isCutOff } from '../../market/model/close-series';
import { exchangeHours, lastClosedDay, lastSessionDay } from '../../market/model/exchange-hours';
import { HistoryService } from '../../market/history/history.service';
import { PRIVATE_SOURCE } from '../../market/private/private-instrument';
import { MissingPriceDto, PriceSourceDto, RateQualityDto } from '../dto/quality.dto';
import { ExchangeRate } from '../currency/exchange-rate';
import { ExchangeRates } from '../currency/exchange-rates';
import { QuotedCloses } from '../currency/quoted-closes';
import { rateQuality } from './rate-quality';

/** Closes that can be told in one currency, and what there is to say about them. */
export interface PortfolioPrices {
  closes: Map<string, QuotedCloses>;
  benchmark: QuotedCloses | null;
  missing: MissingPriceDto[];
  sources: PriceSourceDto[];
  /** by currency of closes; none of the portfolio's own */
  ratesUsed: RateQualityDto[];
  /** every series that was asked for: held symbols, benchmark, exchange rates */
  symbols: string[];
  /** whether no close of the window can be expected to arrive later: those that are missing are known by nobody */
  final: boolean;
  /** whether it is final and nothing is missing */
  complete: boolean;
}

/** A symbol and a day on which it came in. */
export interface HeldSince {
  readonly symbol: string;
  readonly purchaseDay: number;
}

/** A symbol to compare with, and the first day of the window, which may lie before anything was held. */
export interface WantedBenchmark {
  readonly symbol: string;
  readonly fromDay: number;
}

/** What the closes are wanted for. */
export interface PricesWanted {
  /** whose private instruments are known */
  userId: string;
  /** symbols, and days from which on they were held */
  lots: readonly HeldSince[];
  benchmark: WantedBenchmark | undefined;
  currency: string;
  fromDay: number;
  toDay: number;
  /** whether what was known of the series a moment ago will do; see `HistoryService.recentCloses` */
  recent: boolean;
}

/** Reaches over any holiday or halt that is usual, so that a window finds the close it opens with. */
const RUN_UP_DAYS = 31;
/** No provider is later than that. */
const LATE_DAYS = 10;

/** Reads the closes behind an analysis and the rates that put them into the portfolio's currency. */
@Injectable()
export class PriceHistory {
  constructor(
    private readonly history: HistoryService,
    private readonly rates: ExchangeRates,
  ) {}

  async prices(wanted: PricesWanted, now: Date): Promise<PortfolioPrices> {
    const { lots, benchmark, currency, fromDay, toDay } = wanted;
    const held = [...new Set(lots.map(({ symbol }) => symbol))];
    const { series, missing } = await this.closes(wanted, held);
    const rates = await this.rates.into(currency, [...series.values()], toDay);
    const answer: PortfolioPrices = {
      closes: new Map(),
      benchmark: null,
      missing: [...missing],
      sources: [],
      ratesUsed: ratesUsed(rates, [...series.values()], fromDay),
      symbols: [...series.keys(), ...missing.map(({ symbol }) => symbol)],
      final: !missing.some(({ reason }) => reason === 'unavailable'),
      complete: false,
    };
    for (const [symbol, closes] of series) {
      answer.final &&= isWhole(symbol, closes, toDay, now);
      if (!((closes.days[0] ?? Infinity) <= toDay)) {
        answer.missing.push({ symbol, reason: 'no_prices' });
        continue;
      }
      const rate = rates.get(closes.currency);
      if (!rate || !(rate.series.days[0]! <= closes.days.at(-1)!)) {
        answer.missing.push({ symbol, reason: 'no_exchange_rate' });
        answer.final &&= !(await this.rates.isAway(closes.currency, currency, closes.days[0]!, toDay));
        continue;
      }
      answer.symbols.push(...rate.legs.keys());
      answer.final &&= [...rate.legs].every(([pair, leg]) => isWhole(pair, leg, toDay, now));
      const quoted = { days: closes.days, closes: closes.closes, rates: rate.series };
      if (held.includes(symbol)) answer.closes.set(symbol, quoted);
      if (symbol === benchmark?.symbol) answer.benchmark = quoted;
      answer.sources.push(sourceOf(symbol, closes, [...rate.legs.keys()]));
    }
    answer.complete = answer.final && answer.missing.length === 0;
    return answer;
  }

  private async closes(wanted: PricesWanted, held: string[]) {
    const { userId, lots, benchmark, fromDay, toDay } = wanted;
    const read = (symbols: string[], from: number) => {
      const range = [formatDay(from), formatDay(toDay)] as const;
      return wanted.recent
        ? this.history.recentCloses(symbols, ...range, userId)
        : this.history.dailyCloses(symbols, ...range, userId);
    };
    const symbols = benchmark === undefined ? held : [...new Set([...held, benchmark.symbol])];
    const start = fromDay - RUN_UP_DAYS;
    const found = await read(symbols, start);
    const firstOf = (symbol: string) => found.series.get(symbol)?.days[0] ?? Infinity;
    // A symbol that was last traded long before the window still opens it with that close.
    const silent = lots.filter(
      ({ symbol, purchaseDay }) => purchaseDay < start && !(firstOf(symbol) < fromDay),
    );
    if (benchmark && benchmark.fromDay < fromDay && firstOf(benchmark.symbol) > benchmark.fromDay) {
      silent.push({ symbol: benchmark.symbol, purchaseDay: benchmark.fromDay });
    }
    if (silent.length > 0) {
      const earliest = Math.min(...silent.map(({ purchaseDay }) => purchaseDay)) - RUN_UP_DAYS;
      const deeper = await read([...new Set(silent.map(({ symbol }) => symbol))], earliest);
      for (const [symbol, series] of deeper.series) found.series.set(symbol, series);
    }
    return found;
  }
}

/** Whether no close up to a day can be expected to arrive later; what is missing of days long past will not come. */
function isWhole(symbol: string, series: CloseSeries, toDay: number, now: Date): boolean {
  const { days, isOwed, source, lastTraded = Infinity } = series;
  // What its owner has not told does not come by itself, and the stamp tells when it has come.
  if (source === PRIVATE_SOURCE) return true;
  if (isOwed || isCutOff(series)) return false;
  const hours = exchangeHours(symbol);
  const last = Math.min(toDay, lastTraded);
  if (last < lastClosedDay(hours, now) - LATE_DAYS) return true;
  return days.at(-1)! >= lastSessionDay(hours, last);
}

function ratesUsed(
  rates: ReadonlyMap<string, ExchangeRate>,
  series: readonly CloseSeries[],
  fromDay: number,
): RateQualityDto[] {
  return [...rates].flatMap(([currency, rate]) => {
    const closes = series.filter((one) => one.currency === currency);
    return rate.legs.size === 0 ? [] : [rateQuality(currency, rate, closes, fromDay)];
  });
}

function sourceOf(symbol: string, closes: CloseSeries, rates: readonly string[]): PriceSourceDto {
  const { source, adjustment, currency, mended, isOwed, tellsEvents } = closes;
  return {
    symbol,
    source,
    adjustment,
    currency,
    converted_with: [...rates],
    mended_bars: mended,
    is_owed: isOwed,
    tells_events: tellsEvents,
  };
}
