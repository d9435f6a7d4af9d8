import { oncePer } from '../../../common/once-per';
import type { Entry } from '../../transactions/entry';

/** A merger that brings shares and cash. */
export type MergerForCash = Entry & { readonly symbol: string; readonly into: string };

/** The mergers whose cash is a part of what they bring; lots of them depend on what the new shares were worth. */
export const mergersForCash = oncePer((entries: readonly Entry[]) => entries.filter(isForCash));

function isForCash(entry: Entry): entry is MergerForCash {
  const { type, into, cash_per_share } = entry;
  return type === 'merger' && into !== undefined && Number(cash_per_share ?? 0) > 0;
}
