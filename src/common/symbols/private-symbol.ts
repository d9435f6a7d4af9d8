/** Begins the symbols of instruments that their owner prices. No provider has a colon in a symbol. */
export const PRIVATE_PREFIX = 'PRIVATE:';

export const PRIVATE_SYMBOL_PATTERN = /^PRIVATE:[A-Z0-9][A-Z0-9._-]{0,19}$/;

/** Whether a symbol is an instrument of one user's own: it means nothing without its owner, and nothing to providers. */
export function isPrivateSymbol(symbol: string): boolean {
  return symbol.startsWith(PRIVATE_PREFIX);
}
