import { Injectable } from '@nestjs/common';
import { DAY_MS } from '../../../common/calendar/day-length';
import { Clock } from '../../../common/clock';
import type { IntradayInterval, Stretch } from '../../intraday/intraday';
import { DailyBar } from '../../model/daily-bar';
import { exchangeHours, isRoundTheClock, isWeekend, lastClosedDay } from '../../model/exchange-hours';
import { localTime } from '../../model/local-time';
import {
  InstrumentMatch,
  MarketDataProvider,
  ProviderBars,
  ProviderIntraday,
  ProviderProfile,
  ProviderQuote,
} from '../market-data-provider';
import { ProviderError } from '../provider-error';
import { assetClassOf } from '../../instruments/asset-class';
import { BONDS, SIMULATED_SECTORS } from './sectors';
import { SIMULATED_INSTRUMENTS, SimulatedInstrument } from './instruments';
import { simulatedIntraday } from './simulated-intraday';
import { FIRST_DAY, SimulatedCourse, weekdayOnOrBefore } from './simulated-course';

/**
 * A market of its own for development: no network, no randomness, `source: "simulated"` on everything.
 * Sessions and daily bars are on weekdays; quotes also move outside sessions, so that a demo lives at any hour. Those of
 * `SIM-…` symbols change with every second of every day, for tests of front-ends.
 */
@Injectable()
export class SimulatedProvider extends MarketDataProvider {
  readonly name = 'simulated';
  readonly symbolsACall = 1_000;
  readonly findsIsins = false;
  /** As much as the real ones have, so that nobody comes to rely on more. */
  override readonly intradayDays = { '1m': 30, '5m': 60, '15m': 60, '1h': 730 } as const;
  private readonly courses = new Map<string, SimulatedCourse>();

  constructor(private readonly clock: Clock) {
    super();
  }

  quotes(symbols: string[]): Promise<Map<string, ProviderQuote>> {
    const quotes = new Map<string, ProviderQuote>();
    for (const symbol of symbols) {
      const instrument = SIMULATED_INSTRUMENTS.get(symbol);
      if (instrument) quotes.set(symbol, this.quote(instrument));
    }
    return Promise.resolve(quotes);
  }

  dailyBars(symbol: string, from: number, to: number): Promise<ProviderBars> {
    const instrument = SIMULATED_INSTRUMENTS.get(symbol);
    if (!instrument) return Promise.reject(notListed(symbol));
    const course = this.course(instrument);
    const last = Math.min(to, lastClosedDay(exchangeHours(symbol), this.clock.now()));
    const bars: DailyBar[] = [];
    for (let day = Math.max(from, FIRST_DAY); day <= last; day++)
      if (!isWeekend(day)) bars.push(course.bar(day));
    return Promise.resolve({
      bars,
      currency: instrument.currency,
      // No close jumps: they are of shares of today, whatever splits a ledger tells.
      adjustment: 'split',
      covers: { from, to: last },
      owed: [],
      lastTraded: null,
      events: [],
      exchange: null,
    });
  }

  override intradayBars(
    symbol: string,
    interval: IntradayInterval,
    stretch: Stretch,
  ): Promise<ProviderIntraday> {
    const instrument = SIMULATED_INSTRUMENTS.get(symbol);
    if (!instrument) return Promise.reject(notListed(symbol));
    const now = Math.floor(this.clock.now().getTime() / 1_000);
    const bars = simulatedIntraday(symbol, this.course(instrument), interval, stretch, now);
    return Promise.resolve({ bars, currency: instrument.currency });
  }

  lists(): boolean {
    return true;
  }

  firstDay(): number {
    return -Infinity;
  }

  search(query: string): Promise<InstrumentMatch[]> {
    const wanted = query.toUpperCase();
    const matches = [...SIMULATED_INSTRUMENTS.values()].filter(
      ({ symbol, name }) => symbol.includes(wanted) || name.toUpperCase().includes(wanted),
    );
    return Promise.resolve(
      matches.map(({ symbol, name, type, exchange, currency }) => ({
        symbol,
        name,
        type,
        exchange,
        currency,
      })),
    );
  }

  profile(symbol: string): Promise<ProviderProfile> {
    const instrument = SIMULATED_INSTRUMENTS.get(symbol);
    if (!instrument) return Promise.reject(notListed(symbol));
    const { name, type, exchange, currency } = instrument;
    return Promise.resolve({
      symbol,
      name,
      type,
      exchange,
      currency,
      isin: null,
      sector: SIMULATED_SECTORS.get(symbol) ?? null,
      industry: null,
      country: type === 'equity' ? 'US' : null,
      asset_class: BONDS.has(symbol) ? 'bond' : assetClassOf(type),
      logo_url: null,
    });
  }

  private quote(instrument: SimulatedInstrument): ProviderQuote {
    const { symbol, currency } = instrument;
    const now = this.clock.now();
    if (isRoundTheClock(symbol)) return this.roundTheClock(instrument, now);
    const hours = exchangeHours(symbol);
    const { day, second } = localTime(now, hours.timeZone);
    const course = this.course(instrument);
    const opens = hours.opens * 60;
    const session = isWeekend(day) || second < opens ? weekdayOnOrBefore(day - 1) : day;
    const elapsed = session === day ? Math.min(1, (second - opens) / (hours.closes * 60 - opens)) : 1;
    const bar = course.during(session, elapsed);
    const close = elapsed < 1 ? bar.close : course.afterHours(session, now);
    return {
      symbol,
      timestamp: new Date(Math.floor(now.getTime() / 1000) * 1000),
      open: bar.open,
      high: Math.max(bar.high, close),
      low: Math.min(bar.low, close),
      close,
      volume: bar.volume,
      previous_close: course.bar(weekdayOnOrBefore(session - 1)).close,
      currency,
    };
  }

  /** Of the UTC day, on weekends too. */
  private roundTheClock(instrument: SimulatedInstrument, now: Date): ProviderQuote {
    const { symbol, currency } = instrument;
    const day = Math.floor(now.getTime() / DAY_MS);
    const before = this.course(instrument).bar(weekdayOnOrBefore(day - 1));
    const close = this.course(instrument).beat(before.day, now);
    return {
      symbol,
      timestamp: new Date(Math.floor(now.getTime() / 1_000) * 1_000),
      open: before.close,
      high: Math.max(before.close, close),
      low: Math.min(before.close, close),
      close,
      volume: Math.round((before.volume * (now.getTime() % DAY_MS)) / DAY_MS),
      previous_close: before.close,
      currency,
    };
  }

  private course(instrument: SimulatedInstrument): SimulatedCourse {
    const known = this.courses.get(instrument.symbol);
    if (known) return known;
    const course = new SimulatedCourse(instrument);
    this.courses.set(instrument.symbol, course);
    return course;
  }
}

const notListed = (symbol: string) =>
  new ProviderError('unknown_symbol', `the simulated market does not list ${symbol}`);
