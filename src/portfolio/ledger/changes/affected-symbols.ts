import type { Entry } from '../../transactions/entry';

type Named = Pick<Entry, 'symbol' | 'into'>;

/** The symbols that lines name, each once. */
export function namedSymbols(lines: readonly Named[]): Set<string> {
  const named = new Set<string>();
  for (const { symbol, into } of lines) {
    if (symbol !== undefined) named.add(symbol);
    if (into !== undefined) named.add(into);
  }
  return named;
}

/**
 * The lines of some symbols and of all that spin-offs and mergers tie to them: what the lots of those symbols depend on,
 * and nothing else. A ledger of 10,000 lines is thereby changed by reading the few of a symbol.
 * @param linesOf the lines of symbols, and those that bring them out of others
 */
export async function linesTiedTo(
  symbols: ReadonlySet<string>,
  linesOf: (symbols: readonly string[]) => Promise<Entry[]>,
): Promise<{ symbols: Set<string>; lines: Entry[] }> {
  const tied = new Set(symbols);
  for (;;) {
    const lines = tied.size > 0 ? await linesOf([...tied]) : [];
    const found = namedSymbols(lines);
    if ([...found].every((symbol) => tied.has(symbol))) return { symbols: tied, lines };
    for (const symbol of found) tied.add(symbol);
  }
}
