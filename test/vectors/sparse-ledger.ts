import fc from 'fast-check';
import { openLots } from '../../src/analytics/ledger/figures/open-lots';
import type { MarketSeries } from '../../src/analytics/ledger/plan/market';
import type { LedgerInput } from '../../src/analytics/ledger/plan/plan';
import { runLedger } from '../../src/analytics/ledger/run-ledger';
import type { Transaction } from '../../src/analytics/ledger/model/transaction';
import type { PriceSeries } from '../../src/analytics/series/columns';
import { anyLedger, DAYS, FIRST_DAY } from './random-ledger';

/** Each day of a random ledger becomes so many. */
const STRETCH = 5;
export const SPARSE_DAYS = DAYS * STRETCH;
const LAST_DAY = FIRST_DAY + SPARSE_DAYS;

/**
 * Random ledgers over a year and a half with long spans without a close: prices that are seldom told, money in a foreign
 * currency, months after everything was sold. Rates are those of weekdays.
 */
export const sparseLedger: fc.Arbitrary<LedgerInput> = fc
  .record({
    ledger: anyLedger,
    gaps: fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 8, maxLength: 30 }),
    walk: fc.array(fc.integer({ min: -40, max: 45 }), { minLength: 30, maxLength: 30 }),
    soldOut: fc.option(fc.integer({ min: FIRST_DAY + 20, max: LAST_DAY - 150 })),
  })
  .map(({ ledger, gaps, walk, soldOut }) => {
    const stretched: LedgerInput = {
      ...ledger,
      lines: ledger.lines.map((line) => ({ ...line, day: stretchedDay(line.day) })),
      events: ledger.events.map((event) => ({ ...event, exDay: stretchedDay(event.exDay) })),
      prices: new Map([...ledger.prices].map(([symbol, series], i) => [symbol, thinned(series, gaps.slice(i))])),
      rates: new Map([['EUR', weekdayRates(walk)]]),
      toDay: LAST_DAY,
    };
    return soldOut === null ? stretched : soldOutOn(stretched, soldOut);
  });

function stretchedDay(day: number): number {
  return FIRST_DAY + (day - FIRST_DAY) * STRETCH;
}

/** Closes as far apart as `gaps` say, over and over. */
function thinned(series: MarketSeries, gaps: readonly number[]): MarketSeries {
  const days: number[] = [];
  for (let day = FIRST_DAY - 3; day <= LAST_DAY; day += gaps[days.length % gaps.length]!) days.push(day);
  return {
    ...series,
    days: Int32Array.from(days),
    closes: Float64Array.from(days, (_, i) => series.closes[(i * 3) % series.closes.length]!),
  };
}

function weekdayRates(walk: readonly number[]): PriceSeries {
  const days: number[] = [];
  for (let day = FIRST_DAY - 10; day <= LAST_DAY; day++) if ((day + 3) % 7 < 5) days.push(day);
  let rate = 1.1;
  const closes = days.map((_, i) => (rate *= 1 + walk[i % walk.length]! / 5_000));
  return { days: Int32Array.from(days), closes: Float64Array.from(closes) };
}

/** Everything that is held on a day is sold then, and some of it is bought again a hundred days later. */
function soldOutOn(input: LedgerInput, day: number): LedgerInput {
  const lines = input.lines.filter((line) => line.day < day);
  const { book } = runLedger({ ...input, lines, toDay: day });
  const sales = openLots(book, null).map(({ accountId, symbol, quantity, currency }, i): Transaction => ({
    id: `s${i}`,
    accountId,
    type: 'sell',
    symbol,
    quantity: quantity.toFixed(),
    price: '30',
    currency,
    day,
  }));
  const again = sales.slice(0, 1).map((sale) => ({ ...sale, id: 'again', type: 'buy', day: day + 100 }) as Transaction);
  return { ...input, lines: [...lines, ...sales, ...again] };
}
