import { sumOfBases } from './gain-of-lots';
import { inBase } from './line-money';
import type { Book } from './book';
import type { LineRate } from './line-money';
import type { Basis } from '../model/basis';
import { Exact } from '../model/exact';
import type { RealisedLine } from './ledger-log';
import type { Position, TakenLot } from './position';
import type { Transaction } from '../model/transaction';

/** What a disposal brought. */
export interface Proceeds {
  /** In the major currency of the line. */
  readonly amount: Exact;
  readonly rate: LineRate;
}

/**
 * Writes down what a disposal of lots realised: a line for each lot, one for all of them with the `average` method.
 * Proceeds are shared by quantity.
 *
 * @param oldestDay day of the oldest lot that was open before it
 */
export function realise(
  book: Book,
  line: Transaction,
  position: Position,
  lots: readonly TakenLot[],
  proceeds: Proceeds,
  oldestDay: number,
): void {
  const total = lots.reduce((sum, { quantity }) => sum.plus(quantity), new Exact(0));
  const shares = lots.map(({ quantity }) =>
    lots.length === 1 ? proceeds.amount : proceeds.amount.times(quantity).div(total),
  );
  book.gain(
    position,
    lots,
    shares.map((share) => inBase(share, proceeds.rate)),
    true,
    book.rates(proceeds.rate),
  );
  if (position.pool) {
    const parts = {
      quantity: total,
      currency: lots[0]!.currency,
      basis: sumOfBases(lots),
      acquiredDay: null,
      buyId: null,
    };
    book.log.realised.push(realisedLine(book, line, position, parts, proceeds, oldestDay));
    return;
  }
  lots.forEach((lot, i) => {
    const parts = { ...lot, acquiredDay: lot.day };
    const share = { ...proceeds, amount: shares[i]! };
    book.log.realised.push(realisedLine(book, line, position, parts, share, lot.day));
  });
}

/** What was disposed of. */
export interface Disposed {
  readonly quantity: Exact;
  readonly currency: string;
  readonly basis: Basis;
  readonly acquiredDay: number | null;
  readonly buyId: string | null;
}

/** A realised line in the currency of the lot; proceeds in another one are converted at the market's rates of the day. */
export function realisedLine(
  book: Book,
  line: Transaction,
  { accountId, symbol }: Position,
  { quantity, currency, basis, acquiredDay, buyId }: Disposed,
  { amount, rate }: Proceeds,
  heldSince: number,
): RealisedLine {
  const lotRate = currency === rate.currency ? rate.exact : book.market.rates.exactOn(currency, line.day);
  const isBase = rate.currency === book.market.rates.base && basis.baseCost === basis.cost;
  const proceedsInBase = isBase ? amount : rate.exact && amount.times(rate.exact);
  const proceeds =
    currency === rate.currency ? amount : proceedsInBase && lotRate && proceedsInBase.div(lotRate);
  const { cost, baseCost } = basis;
  const gain = cost && proceeds && proceeds.minus(cost);
  const baseGain = isBase ? gain : baseCost && proceedsInBase && proceedsInBase.minus(baseCost);
  return {
    accountId,
    symbol,
    acquiredDay,
    disposedDay: line.day,
    holdingDays: line.day - heldSince,
    quantity,
    cost,
    proceeds,
    gain,
    currency,
    base: {
      cost: baseCost,
      proceeds: proceedsInBase,
      gain: baseGain,
      fxGain: isBase
        ? cost && cost.minus(cost)
        : cost && baseCost && lotRate && cost.times(lotRate).minus(baseCost),
    },
    buyId,
    sellId: line.id,
    reason: cost === null ? 'basis_unknown' : baseGain === null ? 'no_exchange_rate' : null,
  };
}
