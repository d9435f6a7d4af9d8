import { InstrumentMatch } from '../providers/market-data-provider';

export type SourcedMatch = InstrumentMatch & { source: string };
export type RankedMatch = SourcedMatch & { score: number };

const MOST = 25;

/**
 * Merges what several providers found: one entry a symbol (the first provider's), ranked by how well symbol and name
 * answer the query: the exact symbol, then symbols that start with it, then names.
 */
export function rankMatches(query: string, matches: SourcedMatch[]): RankedMatch[] {
  const merged = new Map<string, RankedMatch>();
  for (const match of matches) {
    if (!merged.has(match.symbol)) merged.set(match.symbol, { ...match, score: scoreOf(query, match) });
  }
  return [...merged.values()]
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.symbol.length - b.symbol.length || (a.symbol < b.symbol ? -1 : 1))
    .slice(0, MOST);
}

function scoreOf(query: string, { symbol, name }: InstrumentMatch): number {
  const wanted = query.toUpperCase();
  const title = name.toUpperCase();
  if (symbol === wanted || symbol === `^${wanted}`) return 1;
  if (symbol.startsWith(wanted)) return 0.9;
  if (title.startsWith(wanted)) return 0.8;
  if (title.includes(` ${wanted}`)) return 0.7;
  if (symbol.includes(wanted)) return 0.6;
  if (title.includes(wanted)) return 0.5;
  // A provider may know better why it answers, such as a former name.
  return 0.3;
}
