import { isPrivateSymbol } from '../../../common/symbols/private-symbol';
import type { PriceSeries } from '../../../analytics/series/columns';
import type { SplitEvent } from '../../../analytics/ledger/model/corporate-event';
import { mergeSplits, SplitFactors } from '../../../analytics/ledger/plan/splits';
import type { BuyLine, SplitLine, Transaction } from '../../../analytics/ledger/model/transaction';
import { suspectedSplits } from '../../../analytics/series/suspected-splits';
import type { SuspectedSplit } from '../../../analytics/series/suspected-splits';
import type { LotsOrder } from '../../ledger/open-lots';

/** A jump so near a known split is that split. */
const SAME_SPLIT_DAYS = 3;

/**
 * Places where a split seems to be that no event and no line explains. Of what its owner prices none is suspected: a house
 * that lost a third lost it.
 * @param prices in base currency; @param raw symbols whose closes are as they were traded
 */
export function splitWarnings(
  order: LotsOrder,
  lines: readonly Transaction[],
  prices: ReadonlyMap<string, PriceSeries>,
  raw: ReadonlySet<string>,
): SuspectedSplit[] {
  const splits = mergeSplits(
    order.events.filter((event): event is SplitEvent => event.kind === 'split'),
    lines.filter((line): line is SplitLine => line.type === 'split'),
  );
  const factors = new SplitFactors(splits);
  const buys = lines
    .filter((line): line is BuyLine => line.type === 'buy')
    .filter(({ symbol }) => !isPrivateSymbol(symbol))
    .filter(({ currency }) => currency === undefined || currency === order.baseCurrency)
    .map(({ symbol, quantity, price, day }) => {
      const factor = raw.has(symbol) ? 1 : factors.on(symbol, day);
      return {
        symbol,
        quantity: Number(quantity) * factor,
        purchasePrice: Number(price) / factor,
        purchaseDay: day,
      };
    });
  return suspectedSplits(buys, prices, raw, order.toDay).filter(
    ({ symbol, day, seenIn }) =>
      seenIn === 'purchase_price' ||
      !splits.some((split) => split.symbol === symbol && Math.abs(split.exDay - day) <= SAME_SPLIT_DAYS),
  );
}
