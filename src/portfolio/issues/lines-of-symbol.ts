import type { Entry } from '../transactions/entry';

const MOST_NAMED = 100;

/** The ids of the lines of a symbol, of those before a day where one is given; the first hundred. */
export function linesOfSymbol(entries: readonly Entry[], symbol: string, before?: string): string[] {
  return entries
    .filter((entry) => entry.symbol === symbol && (before === undefined || entry.date < before))
    .slice(0, MOST_NAMED)
    .map(({ id }) => id);
}
