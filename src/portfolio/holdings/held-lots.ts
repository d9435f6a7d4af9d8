import { formatDay } from '../../analytics/calendar';
import type { BookLot } from '../ledger/reading/book-figures';
import type { Entry } from '../transactions/entry';
import type { Asset } from '../portfolio';

/** An open lot as live values are made of: in shares of today. */
export interface HeldLot {
  readonly symbol: string;
  /** empty while it is under way between two accounts */
  readonly accountId: string;
  readonly tags: readonly string[];
  readonly quantity: number;
  /** in the portfolio's currency; null where the basis or the rate is unknown */
  readonly cost: number | null;
  /** `YYYY-MM-DD` */
  readonly acquiredOn: string;
}

/** @param line that acquired it */
export function heldLot(lot: BookLot, line: Entry | undefined): HeldLot {
  return {
    symbol: lot.symbol,
    accountId: lot.accountId,
    tags: line?.tags ?? [],
    quantity: Number(lot.quantity) * lot.factorSince,
    cost: lot.baseCost === null ? null : Number(lot.baseCost),
    acquiredOn: formatDay(lot.day),
  };
}

/** What was there before any price: such a lot is valued at the newest one, whenever it came. */
const LONG_AGO = '1970-01-01';

/** Lots for a live value; one whose cost is unknown counts with its value alone. */
export function assetsOf(lots: readonly HeldLot[]): Asset[] {
  return lots.map(({ symbol, quantity, cost, acquiredOn }) => ({
    symbol,
    quantity,
    purchase_price: cost === null ? 0 : cost / quantity,
    purchase_date: cost === null ? LONG_AGO : acquiredOn,
  }));
}
