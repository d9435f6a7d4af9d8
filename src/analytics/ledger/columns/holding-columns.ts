import { lastPositionOnOrBefore } from '../../series/alignment';
import type { CashTimeline, AccountHolding, HoldingTimeline } from '../book/ledger-log';
import { NOTHING } from '../book/day-journal';
import { ownWorth } from '../plan/market';
import type { Before, Market } from '../plan/market';

/** Values of what is held over days: at the close, and of what was held before the day's lines at the same close. */
export interface ValuePair {
  readonly values: Float64Array;
  readonly held: Float64Array;
}

/** Values holdings and cash over ascending days, in base currency; NaN where a rate or any price is missing. */
export class Valuer {
  private readonly rates = new Map<string, Float64Array>();

  constructor(
    private readonly market: Market,
    private readonly days: Int32Array,
    private readonly before: Before = null,
  ) {}

  /** Adds a holding to columns. @param carried set to 1 on days on which it had no close of its own */
  addHolding({ symbol, changes }: HoldingTimeline, into: ValuePair, carried?: Uint8Array): void {
    const { days } = this;
    const prices = this.market.prices(symbol);
    const closeDays = prices?.days;
    const worth = this.worthOf(symbol);
    const { values, held } = into;
    let k = lastChangeBefore(changes, days[0]!);
    let c = closeDays ? lastPositionOnOrBefore(closeDays, days[0]! - 1) : -1;
    for (let t = 0; t < days.length; t++) {
      const day = days[t]!;
      while (k + 1 < changes.length && changes[k + 1]!.day < day) k++;
      const next = changes[k + 1];
      let after = k < 0 ? NOTHING : changes[k]!.after;
      if (next?.day !== day && after.shares === 0) {
        if (!next) return;
        t = Math.max(t, lastPositionOnOrBefore(days, next.day - 1));
        continue;
      }
      if (closeDays) while (c + 1 < closeDays.length && closeDays[c + 1]! <= day) c++;
      if (next?.day === day) {
        held[t] = held[t]! + worth(next.before, day, c, t);
        after = next.after;
        k++;
        values[t] = values[t]! + worth(after, day, c, t);
      } else {
        const value = worth(after, changes[k]!.day, c, t);
        held[t] = held[t]! + value;
        values[t] = values[t]! + value;
      }
      if (carried && after.shares > 0 && (c < 0 || closeDays![c] !== day)) carried[t] = 1;
    }
  }

  /** Adds a cash balance to columns. */
  addCash({ currency, days: changeDays, balances }: CashTimeline, into: ValuePair): void {
    const rates = this.rateColumn(currency);
    let balance = 0;
    let next = 0;
    this.days.forEach((day, t) => {
      while (next < changeDays.length && changeDays[next]! < day) balance = balances[next++]!;
      if (balance !== 0) into.held[t] = into.held[t]! + balance * rates[t]!;
      if (changeDays[next] === day) balance = balances[next++]!;
      if (balance !== 0) into.values[t] = into.values[t]! + balance * rates[t]!;
    });
  }

  private rateColumn(currency: string): Float64Array {
    let rates = this.rates.get(currency);
    if (!rates) this.rates.set(currency, (rates = this.market.rates.column(currency, this.days)));
    return rates;
  }

  /** @returns the worth of a holding that stands since a day, at close c, on day t */
  private worthOf(symbol: string): (holding: AccountHolding, since: number, c: number, t: number) => number {
    const prices = this.market.prices(symbol);
    const priceRates = prices && this.rateColumn(prices.currency);
    return ({ shares, seasoned, fresh }, since, c, t) => {
      if (shares === 0) return 0;
      const close = c < 0 || !prices ? NaN : prices.closes[c]! * priceRates![t]!;
      if (fresh.length === 0 || (c >= 0 && prices!.days[c]! > since)) return shares * close;
      let value = seasoned === 0 ? 0 : seasoned * close;
      for (const lot of fresh) value += ownWorth(lot, this.before) * this.rateColumn(lot.currency)[t]!;
      return value;
    };
  }
}

/** Position of the last change before a day; -1 if there is none. */
export function lastChangeBefore(changes: readonly { readonly day: number }[], day: number): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (changes[middle]!.day < day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
