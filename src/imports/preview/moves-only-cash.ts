import type { Draft } from '../formats/draft';

const CASH_MOVES: ReadonlySet<string> = new Set(['deposit', 'withdrawal', 'transfer_in', 'transfer_out']);

/** Whether a row moves money alone, for which an account without tracked cash has no place. */
export function movesOnlyCash({ type, instrument }: Pick<Draft, 'type' | 'instrument'>): boolean {
  return CASH_MOVES.has(type) && !instrument;
}
