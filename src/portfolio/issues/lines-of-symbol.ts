import type { Entry } from '../transactions/entry';

const MOST_NAMED = 100;

/** The ids of the lines of a symbol and of those that bring it, of those before a day where one is given; the first hundred. */
export function linesOfSymbol(entries: readonly Entry[], symbol: string, before?: string): string[] {
  return entries
    .filter(
      ({ symbol: own, into, date }) =>
        (own === symbol || into === symbol) && (before === undefined || date < before),
    )
    .slice(0, MOST_NAMED)
    .map(({ id }) => id);
}
