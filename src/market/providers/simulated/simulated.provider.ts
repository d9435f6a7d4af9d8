import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/clock';
import { DailyBar } from '../../daily-bar';
import { exchangeHours, isWeekend, lastClosedDay, localTime } from '../../exchange-hours';
import { InstrumentMatch, MarketDataProvider, ProviderBars, ProviderQuote } from '../market-data-provider';
import { ProviderError } from '../provider-error';
import { SIMULATED_INSTRUMENTS, SimulatedInstrument } from './instruments';
import { FIRST_DAY, SimulatedCourse, weekdayOnOrBefore } from './simulated-course';

/**
 * A market of its own for development: no network, no randomness, `source: "simulated"` on everything.
 * Sessions and daily bars are on weekdays; quotes also move outside sessions, so that a demo lives at any hour.
 */
@Injectable()
export class SimulatedProvider extends MarketDataProvider {
  readonly name = 'simulated';
  readonly symbolsACall = 1_000;
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
    if (!instrument) {
      return Promise.reject(
        new ProviderError('unknown_symbol', `the simulated market does not list ${symbol}`),
      );
    }
    const course = this.course(instrument);
    const last = Math.min(to, lastClosedDay(exchangeHours(symbol), this.clock.now()));
    const bars: DailyBar[] = [];
    for (let day = Math.max(from, FIRST_DAY); day <= last; day++)
      if (!isWeekend(day)) bars.push(course.bar(day));
    return Promise.resolve({
      bars,
      currency: instrument.currency,
      adjustment: 'raw',
      covers: { from, to: last },
      dropped: 0,
    });
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

  private quote(instrument: SimulatedInstrument): ProviderQuote {
    const { symbol, currency } = instrument;
    const now = this.clock.now();
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

  private course(instrument: SimulatedInstrument): SimulatedCourse {
    const known = this.courses.get(instrument.symbol);
    if (known) return known;
    const course = new SimulatedCourse(instrument);
    this.courses.set(instrument.symbol, course);
    return course;
  }
}
