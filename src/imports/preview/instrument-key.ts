import type { StatedInstrument } from '../formats/draft';

/** What identifies an instrument of a statement: its best identifier, and the currency where that tells listings apart. */
export function instrumentKey(instrument: StatedInstrument, currency: string | undefined): string {
  const [kind, id] = identifiersOf(instrument)[0] ?? ['name', ''];
  return `${kind}:${id}${currency ? `@${currency.toUpperCase()}` : ''}`;
}

/** All identifiers, the most telling first. */
export function identifiersOf(instrument: StatedInstrument): [kind: string, id: string][] {
  const { isin, cusip, sedol, wkn, symbol, name } = instrument;
  const all: [string, string | undefined][] = [
    ['isin', isin],
    ['cusip', cusip],
    ['sedol', sedol],
    ['wkn', wkn],
    ['symbol', symbol],
    ['name', name],
  ];
  return all.flatMap(([kind, id]) =>
    id ? [[kind, id.trim().toUpperCase().slice(0, 120)] as [string, string]] : [],
  );
}
