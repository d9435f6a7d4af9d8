import { formatDay } from '../../analytics/calendar';
import { IN_TRANSIT } from '../../analytics/ledger/book/ledger-log';
import { exactNumber } from '../../common/numbers/exact-number';
import type { IdentifiedLot } from '../ledger/lot-ids';
import type { BookLot } from '../ledger/reading/book-figures';
import type { Entry, PriceBasis } from '../transactions/entry';
import type { LotDto } from './lots.dto';

/** A lot as it is answered. @param line that acquired it; @param chosen basis of it, where that was found out */
export function toLot(
  lot: BookLot & IdentifiedLot,
  line: Entry | undefined,
  chosen: PriceBasis | undefined,
): LotDto {
  const { id, accountId, symbol, buyId, day, quantity, cost, currency, baseCost } = lot;
  const held = Number(quantity) * lot.factorSince;
  const traded = Number(quantity) / lot.factorSinceBooking;
  const total = cost === null ? null : Number(cost);
  return {
    id,
    account_id: accountId === IN_TRANSIT ? null : accountId,
    symbol,
    transaction_id: buyId,
    acquired_on: formatDay(day),
    quantity: lot.factorSince === 1 ? exactNumber(quantity) : held,
    purchase_price: total === null ? null : total / held,
    traded_quantity: lot.factorSinceBooking === 1 ? exactNumber(quantity) : traded,
    traded_price: total === null ? null : total / traded,
    currency,
    cost: total,
    base_cost: baseCost === null ? null : Number(baseCost),
    reason: cost === null ? 'basis_unknown' : baseCost === null ? 'no_exchange_rate' : null,
    basis: chosen ?? line?.basis ?? null,
  };
}
