import type { QualityDto } from '../dto/quality.dto';
import type { Entry } from '../transactions/entry';
import type { Issue } from './issue';
import { linesOfSymbol } from './lines-of-symbol';

/** What an analysis lacks of prices, as issues. @param entries of its ledger @param held symbols of its open lots */
export function priceIssues(
  { missing, stale, suspected_splits, left_out }: QualityDto,
  entries: readonly Entry[],
  held: ReadonlySet<string>,
): Issue[] {
  const leftOut = new Set(left_out.symbols);
  const consequence = (symbol: string) => {
    if (leftOut.has(symbol)) return 'it is left out of every total';
    return held.has(symbol) ? 'it counts at its cost' : 'nothing of it is held, and what it gained counts';
  };
  const about = (symbol: string) => ({
    severity: 'warning' as const,
    symbol,
    account_id: null,
    date: null,
    settled_on: null,
    transaction_ids: linesOfSymbol(entries, symbol),
    proposal: null,
  });
  return [
    ...stale.map(({ symbol, price_date }) => ({
      ...about(symbol),
      id: `price.stale:${symbol}:${price_date}`,
      code: 'price.stale' as const,
      date: price_date,
      message: `The last price of ${symbol} is of ${price_date}; it is carried forward.`,
      action: 'Check the symbol, import its prices, or write it off by a sale at 0.',
    })),
    ...missing.map(({ symbol, reason }) => ({
      ...about(symbol),
      id: `price.missing:${symbol}:${reason}`,
      code: 'price.missing' as const,
      message:
        reason === 'no_exchange_rate'
          ? `No exchange rate is known for the prices of ${symbol}; ${consequence(symbol)}.`
          : `No price of ${symbol} is known (${reason}); ${consequence(symbol)}.`,
      action: 'Check the symbol, or import its prices.',
    })),
    ...suspected_splits.map(({ symbol, date, ratio, seen_in }) => ({
      ...about(symbol),
      id: `split.suspected:${symbol}:${date}`,
      code: 'split.suspected' as const,
      date,
      settled_on: seen_in === 'closes' ? date : null,
      message:
        seen_in === 'closes'
          ? `The closes of ${symbol} look like a split of ${rounded(ratio)} on ${date}, and no event tells of one.`
          : `What was paid for ${symbol} on ${date} is about ${rounded(ratio)} times its close, as before a split, and no event tells of one.`,
      action: 'Add a split to the ledger if there was one.',
    })),
  ];
}

/** A ratio of small whole numbers that prices come near to. */
function rounded(ratio: number): number {
  return Number(ratio.toPrecision(3));
}
