import { identifiedLots, inOrderOfBooking } from '../ledger/lot-ids';
import type { LedgerBook } from '../ledger/reading/ledger-books';
import { exactPrice } from '../ledger/to-assets';

/** The digits of a lot. */
export interface ExactLot {
  readonly quantity: string;
  /** null where it is unknown, or has more digits than a ledger */
  readonly purchase_price: string | null;
}

/** The open lots of a ledger by id, to the last digit. */
export function exactLots({ read, figures }: LedgerBook): Map<string, ExactLot> {
  const lots = identifiedLots(inOrderOfBooking(figures.lots, read.entries), read.entries);
  return new Map(lots.map((lot) => [lot.id, { quantity: lot.quantity, purchase_price: exactPrice(lot) }]));
}
