import { lastPositionOnOrBefore } from '../../../analytics/series/alignment';
import { isPrivateSymbol } from '../../../common/symbols/private-symbol';
import type { PriceSeries } from '../../../analytics/series/columns';
import type { SplitEvent } from '../../../analytics/ledger/model/corporate-event';
import { mergeSplits, SAME_SPLIT_DAYS, SplitFactors } from '../../../analytics/ledger/plan/splits';
import type { BuyLine, SplitLine, Transaction } from '../../../analytics/ledger/model/transaction';
import { suspectedSplits } from '../../../analytics/series/suspected-splits';
import type { SuspectedSplit } from '../../../analytics/series/suspected-splits';
import type { LotsOrder } from '../../ledger/open-lots';
import { fitsAdjustedOnly } from '../../ledger/price-bases/price-basis';

/**
 * Places where a split seems to be that no event and no line explains: a price in the shares of after a known split is
 * another matter (`price.adjusted`). Of what its owner prices none is suspected: a house
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
    .filter(({ currency }) => currency === undefined || currency === order.baseCurrency);
  const lots = buys.map(({ symbol, quantity, price, day }) => {
    const factor = raw.has(symbol) ? 1 : factors.on(symbol, day);
    return {
      symbol,
      quantity: Number(quantity) * factor,
      purchasePrice: Number(price) / factor,
      purchaseDay: day,
    };
  });
  const adjusted = new Set(
    buys
      .filter(({ symbol, day, price }) => {
        const factor = factors.on(symbol, day);
        const close = closeOn(prices.get(symbol), day) / (raw.has(symbol) ? factor : 1);
        return fitsAdjustedOnly(Number(price), close, factor);
      })
      .map(placeOf),
  );
  return suspectedSplits(lots, prices, raw, order.toDay).filter((suspected) =>
    suspected.seenIn === 'purchase_price'
      ? !adjusted.has(placeOf(suspected))
      : !splits.some(
          ({ symbol, exDay }) =>
            symbol === suspected.symbol && Math.abs(exDay - suspected.day) <= SAME_SPLIT_DAYS,
        ),
  );
}

function closeOn(series: PriceSeries | undefined, day: number): number {
  return series?.closes[lastPositionOnOrBefore(series.days, day)] ?? NaN;
}

function placeOf({ symbol, day }: { symbol: string; day: number }): string {
  return `${symbol} ${day}`;
}
