import fc from 'fast-check';
import type { LedgerAccount } from '../../src/analytics/ledger/model/account';
import type { CorporateEvent } from '../../src/analytics/ledger/model/corporate-event';
import type { MarketSeries } from '../../src/analytics/ledger/plan/market';
import type { LedgerInput } from '../../src/analytics/ledger/plan/plan';
import type { Transaction } from '../../src/analytics/ledger/model/transaction';

export const FIRST_DAY = 19_700;
export const DAYS = 120;
const SYMBOLS = ['AAA', 'BBB', 'CCC'] as const;

/** One draw; what it becomes depends on what is held by then. */
interface Draw {
  readonly kind: number;
  readonly account: number;
  readonly symbol: number;
  readonly step: number;
  readonly size: number;
  readonly price: number;
}

const anyDraw: fc.Arbitrary<Draw> = fc.record({
  kind: fc.nat(13),
  account: fc.nat(2),
  symbol: fc.nat(2),
  step: fc.nat(4),
  size: fc.integer({ min: 1, max: 99 }),
  price: fc.integer({ min: 50, max: 20_000 }),
});

const ACCOUNTS: readonly LedgerAccount[] = [
  { id: 'a', currency: 'USD', costMethod: 'fifo', tracksCash: false },
  { id: 'b', currency: 'USD', costMethod: 'average', tracksCash: true },
  { id: 'c', currency: 'EUR', costMethod: 'hifo', tracksCash: true },
];

const anySplit: fc.Arbitrary<CorporateEvent[]> = fc
  .option(fc.record({ exDay: fc.integer({ min: FIRST_DAY, max: FIRST_DAY + DAYS }), ratio: fc.constantFrom(2, 3, 4) }))
  .map((split) =>
    split ? [{ kind: 'split', symbol: 'AAA', exDay: split.exDay, numerator: split.ratio, denominator: 1 }] : [],
  );

/** Ledgers over three accounts and three symbols in two currencies that can stand. */
export const anyLedger: fc.Arbitrary<LedgerInput> = fc
  .record({
    draws: fc.array(anyDraw, { minLength: 1, maxLength: 40 }),
    events: anySplit,
    walk: fc.array(fc.integer({ min: -40, max: 45 }), { minLength: DAYS, maxLength: DAYS }),
  })
  .map(({ draws, events, walk }) => ({
    baseCurrency: 'USD',
    accounts: ACCOUNTS,
    lines: linesOf(draws, events),
    events,
    prices: new Map(SYMBOLS.map((symbol, i) => [symbol, pricesOf(walk, i)])),
    rates: new Map([['EUR', { ...ratesOf(walk) }]]),
    toDay: FIRST_DAY + DAYS,
  }));

function linesOf(draws: readonly Draw[], events: readonly CorporateEvent[]): Transaction[] {
  const held = new Map<string, number>();
  const lines: Transaction[] = [];
  let day = FIRST_DAY;
  draws.forEach(({ kind, account, symbol: s, step, size, price }, i) => {
    for (const event of events) {
      if (event.kind !== 'split' || event.exDay <= day || event.exDay > day + step) continue;
      for (const [key, quantity] of held) if (key.endsWith(event.symbol)) held.set(key, quantity * event.numerator);
    }
    day = Math.min(day + step, FIRST_DAY + DAYS);
    const { id: accountId, tracksCash } = ACCOUNTS[account]!;
    const symbol = SYMBOLS[s]!;
    const base = { id: `t${i}`, accountId, day, currency: symbol === 'BBB' ? 'EUR' : 'USD' };
    const key = `${accountId}${symbol}`;
    const has = held.get(key) ?? 0;
    const part = Math.max(1, Math.floor((has * size) / 100));
    const money = String(price / 100);
    const hold = (change: number, at = key) => held.set(at, (held.get(at) ?? 0) + change);
    if (kind <= 4 || (has === 0 && kind <= 8)) {
      hold(size);
      lines.push({ ...base, type: 'buy', symbol, quantity: String(size), price: money, fee: '1.25' });
    } else if (kind === 5 || kind === 6) {
      hold(-part);
      lines.push({ ...base, type: 'sell', symbol, quantity: String(part), price: money, tax: '0.5' });
    } else if (kind === 7) {
      const other = ACCOUNTS[(account + 1) % 3]!.id;
      hold(-part);
      hold(part, `${other}${symbol}`);
      const leg = { ...base, symbol, quantity: String(part), groupId: `g${i}` };
      lines.push({ ...leg, type: 'transfer_out' }, { ...leg, id: `u${i}`, accountId: other, type: 'transfer_in' });
    } else if (kind === 8) {
      hold(-part);
      lines.push({ ...base, type: 'adjustment', symbol, quantity: String(-part) });
    } else if (kind === 9) lines.push({ ...base, type: 'dividend', symbol, amount: money, tax: '0.1' });
    else if (kind === 10) lines.push({ ...base, type: 'fee', amount: money });
    else if (kind === 11) {
      if (tracksCash) lines.push({ ...base, type: size % 2 ? 'deposit' : 'withdrawal', amount: money });
      else lines.push({ ...base, type: 'interest', amount: money });
    } else if (kind === 12) {
      hold(size);
      lines.push({ ...base, type: 'transfer_in', symbol, quantity: String(size), cost: money });
    } else if (has > 0) {
      // Some pay back more than the cost.
      const amount = size > 60 ? String(price) : money;
      lines.push({ ...base, type: 'return_of_capital', symbol, amount });
    }
  });
  return lines;
}

function pricesOf(walk: readonly number[], seed: number): MarketSeries {
  let close = 20 + seed * 17;
  const closes = walk.map((move) => (close *= 1 + (move * (seed + 1)) / 5_000));
  const days = closes.map((_, i) => FIRST_DAY - 2 + i);
  // Some days have no close of their own.
  const kept = days.map((_, i) => i).filter((i) => (i * (seed + 3)) % 7 !== 3);
  return {
    days: Int32Array.from(kept, (i) => days[i]!),
    closes: Float64Array.from(kept, (i) => closes[i]!),
    currency: seed === 1 ? 'EUR' : 'USD',
    adjustment: 'split',
  };
}

function ratesOf(walk: readonly number[]) {
  let rate = 1.1;
  const rates = [...walk, 0, 0, 0, 0].map((move) => (rate *= 1 + move / 50_000));
  return { days: Int32Array.from(rates, (_, i) => FIRST_DAY - 3 + i), closes: Float64Array.from(rates) };
}
