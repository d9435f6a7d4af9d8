import { DAY_MS } from '../../../src/common/calendar/day-length';
import { parseDay } from '../../../src/analytics/calendar';
import type { Transaction } from '../../../src/analytics/ledger/model/transaction';
import { ledgerOfLots } from '../../../src/analytics/portfolio/lots';
import type { PriceSeries } from '../../../src/analytics/series/columns';
import {
  computePerformance,
  Performance,
} from '../../../src/portfolio/performance/computing/compute-performance';

export interface MadeUpPortfolio {
  /** how many symbols are held */
  holdings: number;
  /** trading days before 2026-01-30 */
  days: number;
  /** symbols, beyond the others, for which there are no prices */
  unpriced?: string[];
  benchmark?: boolean;
  /** paid into a second account, which tracks it, on the last day; a euro is 1.25 dollars, other currencies have no rate */
  cash?: { currency: string; amount: number }[];
  symbol?: (index: number) => string;
}

const LAST_DAY = parseDay('2026-01-30');

/** A performance computed from made-up prices, the same at every call; some holdings lose. */
export function madeUpPerformance(portfolio: MadeUpPortfolio): Performance {
  const { holdings, days, unpriced = [], benchmark = false, cash = [] } = portfolio;
  const { symbol = (index) => `SYM${index}` } = portfolio;
  const tradingDays = weekdaysBefore(LAST_DAY, days);
  const symbols = Array.from({ length: holdings }, (_, index) => symbol(index));
  const lotOf = (name: string, index: number) => ({
    symbol: name,
    quantity: 1 + ((index * 37) % 400) / 4,
    purchasePrice: 20 + ((index * 53) % 300),
    purchaseDay: tradingDays[(index * 7) % Math.max(1, days - 5)] ?? LAST_DAY,
  });
  return computePerformance({
    portfolioId: '665f1f77bcf86cd799439011',
    currency: 'USD',
    ledger: {
      ...withCash(ledgerOfLots([...symbols, ...unpriced].map(lotOf), 'USD'), cash),
      events: [],
      rates: new Map([['EUR', { days: Int32Array.of(LAST_DAY), closes: Float64Array.of(1.25) }]]),
      toDay: LAST_DAY,
    },
    account: null,
    before: null,
    prices: new Map(
      symbols.map((name, index) => [
        name,
        { ...walk(tradingDays, index), currency: 'USD', adjustment: 'split' },
      ]),
    ),
    rates: new Map(),
    benchmark: benchmark ? { symbol: '^GSPC', series: walk(tradingDays, 999) } : null,
    fromDay: null,
    toDay: LAST_DAY,
    riskFreeRate: 0.02,
    missing: unpriced.map((name) => ({ symbol: name, reason: 'unknown_symbol' })),
    sources: symbols.map((name) => ({
      symbol: name,
      source: 'simulated',
      adjustment: 'split_dividend',
      currency: 'USD',
      converted_with: [],
      mended_bars: 0,
      is_owed: false,
      tells_events: false,
    })),
    ratesUsed: [],
    computedAt: '2026-01-31T09:00:00.000Z',
    chartQuery: '',
  });
}

function withCash(
  { accounts, lines, ...ledger }: ReturnType<typeof ledgerOfLots>,
  cash: { currency: string; amount: number }[],
): ReturnType<typeof ledgerOfLots> {
  const deposits = cash.map(({ currency, amount }, i): Transaction => ({
    id: `cash ${i}`,
    accountId: 'cash',
    type: amount < 0 ? 'withdrawal' : 'deposit',
    day: LAST_DAY,
    currency,
    amount: String(Math.abs(amount)),
  }));
  const account = { id: 'cash', currency: 'USD', costMethod: 'fifo', tracksCash: true } as const;
  return { ...ledger, accounts: [...accounts, account], lines: [...lines, ...deposits] };
}

/** Prices that wander from about what was paid, up for most and down for every third. */
function walk(days: number[], seed: number): PriceSeries {
  let state = seed * 2_654_435_761 + 1;
  let close = 20 + ((seed * 53) % 300);
  const drift = seed % 3 === 0 ? -0.0006 : 0.0008;
  const closes = days.map(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    close *= 1 + drift + (state / 2 ** 32 - 0.5) * 0.03;
    return close;
  });
  return { days: Int32Array.from(days), closes: Float64Array.from(closes) };
}

function weekdaysBefore(lastDay: number, count: number): number[] {
  const days: number[] = [];
  for (let day = lastDay; days.length < count; day--) {
    if (![0, 6].includes(new Date(day * DAY_MS).getUTCDay())) days.unshift(day);
  }
  return days;
}
