import type { Exact } from '../model/exact';
import type { Lot, OwnCost } from '../model/lot';
import type { Market } from '../plan/market';
import type { AccountHolding, LedgerLog } from './ledger-log';
import type { Position } from './position';

/** A holding of nothing. */
export const NOTHING: AccountHolding = { shares: 0, seasoned: 0, fresh: [] };

/**
 * Writes down, day by day, what positions and cash balances were before the lines of a day and at its end; of positions
 * the shares alone where no worth is to be told.
 */
export class DayJournal {
  private readonly before = new Map<Position, AccountHolding>();
  private readonly touched = new Set<Position>();
  private readonly movedCash = new Set<string>();

  constructor(
    private readonly market: Market,
    private readonly log: LedgerLog,
    private readonly tellsWorth: boolean,
  ) {}

  /** To be said before a corporate action changes a position. */
  touchCorporate(position: Position): void {
    this.touched.add(position);
  }

  /** Corporate actions are done: what they changed is what counts as held before the day's lines. */
  startLines(day: number): void {
    for (const position of this.touched) this.before.set(position, this.holdingOf(position, day));
    this.touched.clear();
  }

  /** To be said before a line changes a position. */
  touch(position: Position, day: number): void {
    if (!this.before.has(position)) this.before.set(position, this.holdingOf(position, day));
  }

  touchCash(accountId: string, currency: string): void {
    this.movedCash.add(`${accountId}\n${currency}`);
  }

  endDay(day: number, balance: (accountId: string, currency: string) => Exact): void {
    for (const [position, before] of this.before) {
      const after = this.holdingOf(position, day);
      const { accountId, symbol } = position;
      let timeline = this.log.holdings.get(position.id);
      if (before === NOTHING && after === NOTHING && !timeline) continue;
      if (!timeline) this.log.holdings.set(position.id, (timeline = { accountId, symbol, changes: [] }));
      timeline.changes.push({ day, before, after });
    }
    this.before.clear();
    for (const key of this.movedCash) {
      const [accountId, currency] = key.split('\n') as [string, string];
      let timeline = this.log.cash.get(key);
      if (!timeline) this.log.cash.set(key, (timeline = { accountId, currency, days: [], balances: [] }));
      timeline.days.push(day);
      timeline.balances.push(balance(accountId, currency).toNumber());
    }
    this.movedCash.clear();
  }

  private holdingOf({ symbol, lots, quantity }: Position, day: number): AccountHolding {
    if (lots.length === 0) return NOTHING;
    const factor = this.market.factors.on(symbol, day);
    const shares = quantity.toNumber() * factor;
    if (!this.tellsWorth) return { shares, seasoned: shares, fresh: [] };
    const lastClose = this.market.lastCloseDay(symbol, day);
    const fresh: Lot[] = [];
    for (let i = lots.length - 1; i >= 0 && lots[i]!.day > lastClose; i--) {
      const lot = lots[i]!;
      // A lot of unknown cost takes the close of before it.
      if (!Number.isNaN(lot.own.price) || lastClose === -Infinity) fresh.push(lot);
    }
    return { shares, seasoned: seasonedShares(shares, lots, fresh, factor), fresh: ownCosts(fresh) };
  }
}

function seasonedShares(shares: number, lots: readonly Lot[], fresh: readonly Lot[], factor: number): number {
  if (fresh.length === lots.length) return 0;
  return shares - fresh.reduce((sum, { quantity }) => sum + quantity.toNumber() * factor, 0);
}

/** One sum a currency: a symbol without closes may have thousands of lots, on each day that changes it. */
function ownCosts(lots: readonly Lot[]): OwnCost[] {
  const sums = new Map<string, OwnCost>();
  for (const { own } of lots) {
    const sum = sums.get(own.currency);
    if (!sum) sums.set(own.currency, own);
    else
      sums.set(own.currency, {
        currency: own.currency,
        price: sum.price + own.price,
        fee: sum.fee + own.fee,
        tax: sum.tax + own.tax,
      });
  }
  return [...sums.values()];
}
