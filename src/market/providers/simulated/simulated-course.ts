import { dayOf } from '../../../analytics/calendar';
import { WholeBar } from '../../model/daily-bar';
import { isWeekend } from '../../model/exchange-hours';
import { bridge, brownian } from './brownian-path';
import { SimulatedInstrument } from './instruments';
import { normal, seedOf, uniform } from './seeded-noise';

/** The first Monday of the simulated market. */
export const FIRST_DAY = dayOf(1990, 1, 1);
const ANCHOR = sessionOf(dayOf(2025, 1, 2));
const SESSIONS_A_YEAR = 252;
const GRID_LEVELS = 5;
const GRID = 2 ** GRID_LEVELS;
/** Where a part of a session is looked at beside its ends. */
const SAMPLES = [0.25, 0.5, 0.75];
/** How much of a day's variance falls between the close and the next open. */
const OVERNIGHT = 0.2;

/**
 * The invented course of one instrument: a pure function of its symbol and the time, so that every process, today
 * and after a restart, tells the same prices, and a day's bar is exactly what its quotes were on the way.
 */
export class SimulatedCourse {
  private readonly seed: number;
  private readonly daily: number;
  private readonly digits: number;
  /** the path's place where the listed price is exact */
  private readonly anchored: number;
  private readonly closes = new Map<number, number>();

  constructor(private readonly instrument: SimulatedInstrument) {
    this.seed = seedOf(instrument.symbol);
    this.daily = instrument.volatility / Math.sqrt(SESSIONS_A_YEAR);
    this.anchored = brownian(this.seed, ANCHOR);
    this.digits = instrument.type === 'currency' ? 4 : 2;
  }

  /** The bar of a weekday, once its session is over. */
  bar(day: number): WholeBar {
    return this.during(day, 1);
  }

  /**
   * The bar of a day as it stands inside its session.
   * @param elapsed the fraction of the session that is over, 0 to 1
   */
  during(day: number, elapsed: number): WholeBar {
    const grid = this.grid(day);
    const reached = Math.min(GRID, Math.floor(elapsed * GRID));
    const passed = grid.subarray(0, reached + 1);
    const close = this.at(grid, day, elapsed);
    return {
      day,
      open: this.round(grid[0]!),
      high: this.round(passed.reduce((a, b) => Math.max(a, b), close)),
      low: this.round(passed.reduce((a, b) => Math.min(a, b), close)),
      close: this.round(close),
      volume: Math.round(this.volume(day) * volumeShare(elapsed)),
    };
  }

  /**
   * Bars of parts of a day's session; all of them together are its bar.
   * @param parts from which to which fraction of the session
   */
  within(day: number, parts: readonly (readonly [number, number])[]): Omit<WholeBar, 'day'>[] {
    const grid = this.grid(day);
    const volume = this.volume(day);
    return parts.map(([begin, end]) => {
      const inside = [begin, ...SAMPLES.map((share) => begin + share * (end - begin)), end];
      const prices = inside.map((elapsed) => this.at(grid, day, elapsed));
      prices.push(...grid.subarray(Math.ceil(begin * GRID), Math.floor(end * GRID) + 1));
      return {
        open: this.round(prices[0]!),
        high: this.round(Math.max(...prices)),
        low: this.round(Math.min(...prices)),
        close: this.round(prices[inside.length - 1]!),
        volume: Math.round(volume * (volumeShare(end) - volumeShare(begin))),
      };
    });
  }

  /** A price outside sessions: it wanders a little about the last close and is in no bar. */
  afterHours(lastDay: number, instant: Date): number {
    const second = Math.floor(instant.getTime() / 1000);
    const minute = Math.floor(second / 60);
    const part = (second % 60) / 60;
    const slow = uniform(this.seed, 201, minute) * (1 - part) + uniform(this.seed, 201, minute + 1) * part;
    const wander = (slow - 0.5) * 0.2 + (uniform(this.seed, 202, second) - 0.5) * 0.05;
    return this.round(this.close(sessionOf(lastDay)) * Math.exp(this.daily * wander));
  }

  /** A price that is another one in each second, whatever the hour; it wanders about the last close and is in no bar. */
  beat(lastDay: number, instant: Date): number {
    const second = Math.floor(instant.getTime() / 1_000);
    const wander = (uniform(this.seed, 203, Math.floor(second / 60)) - 0.5) * 0.4;
    // A tenth a minute, and within it a cent a second up and down again.
    const level = Math.round(this.close(sessionOf(lastDay)) * Math.exp(this.daily * wander) * 10) * 10;
    const ofMinute = second % 60;
    return (Math.max(10, level) + Math.min(ofMinute, 60 - ofMinute)) / 100;
  }

  private close(session: number): number {
    const known = this.closes.get(session);
    if (known !== undefined) return known;
    const { price, drift } = this.instrument;
    const years = (session - ANCHOR) / SESSIONS_A_YEAR;
    const wandered = brownian(this.seed, session) - this.anchored;
    const close = price * Math.exp(drift * years + this.daily * wandered);
    this.closes.set(session, close);
    return close;
  }

  /** Prices at 33 even moments of a session, from its open to its close. */
  private grid(day: number): Float64Array {
    const session = sessionOf(day);
    const before = Math.log(this.close(session - 1));
    const end = Math.log(this.close(session));
    const start = before + OVERNIGHT * (end - before) + this.daily * 0.3 * normal(this.seed, 300, session);
    const path = bridge(this.seed, session, GRID_LEVELS);
    return path.map((offset, i) => Math.exp(start + ((end - start) * i) / GRID + offset * this.daily * 0.8));
  }

  private at(grid: Float64Array, day: number, elapsed: number): number {
    return elapsed >= 1 ? grid[GRID]! : this.between(grid, day, elapsed);
  }

  /** Between two moments of the grid the price wobbles, but stays between their prices: so bars hold all quotes. */
  private between(grid: Float64Array, day: number, elapsed: number): number {
    const position = elapsed * GRID;
    const cell = Math.floor(position);
    const part = position - cell;
    const draw = uniform(this.seed, 400 + (day % 1000), Math.floor(elapsed * 100_000));
    const wobbled = Math.abs(part + (draw - 0.5) * 3.2 * part * (1 - part));
    const share = wobbled > 1 ? 2 - wobbled : wobbled;
    return grid[cell]! + (grid[cell + 1]! - grid[cell]!) * share;
  }

  private volume(day: number): number {
    const session = sessionOf(day);
    const move = Math.abs(Math.log(this.close(session) / this.close(session - 1))) / this.daily;
    return this.instrument.volume * Math.exp(0.25 * normal(this.seed, 500, session)) * (0.8 + 0.25 * move);
  }

  private round(price: number): number {
    const scale = 10 ** this.digits;
    return Math.max(1, Math.round(price * scale)) / scale;
  }
}

/** Number of a weekday among the weekdays since the start; 1 for the first, so that it has a day before it. */
function sessionOf(day: number): number {
  const days = day - FIRST_DAY;
  return Math.floor(days / 7) * 5 + Math.min(days % 7, 4) + 1;
}

/** Share of a day's volume after a fraction of its session: busy at the open and the close, quiet at noon. */
function volumeShare(elapsed: number): number {
  const depth = 2.5;
  return (elapsed + (depth * ((2 * elapsed - 1) ** 3 + 1)) / 6) / (1 + depth / 3);
}

/** The weekday on or before a day. */
export function weekdayOnOrBefore(day: number): number {
  let weekday = day;
  while (isWeekend(weekday)) weekday -= 1;
  return weekday;
}
