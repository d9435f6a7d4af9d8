import type { StatedInstrument } from '../formats/draft';
import { instrumentKey } from './instrument-key';
import { movesOnlyCash } from './moves-only-cash';
import { Survey, SurveyedAccount, SurveyedInstrument, SurveyOrder } from './preview-order';
import { readForSurvey } from './read-file';

const MOST_INSTRUMENTS = 5_000;
const MOST_ACCOUNTS = 100;

/**
 * Reads a file as far as it takes to know which accounts, instruments and days it is about.
 * @throws UnreadableFileError
 */
export async function surveyFile(order: SurveyOrder): Promise<Survey> {
  const { rows, ...read } = await readForSurvey(order);
  const accounts = new Map<string | null, SurveyedAccount>();
  const instruments = new Map<string, SurveyedInstrument & { rows: number }>();
  let from: string | null = null;
  let to: string | null = null;
  for (const { draft } of rows) {
    if (!draft) continue;
    const { account: name = null, currency = null, date } = draft;
    if (from === null || date < from) from = date;
    if (to === null || date > to) to = date;
    const { account_settings: settings = null } = draft;
    const account = accounts.get(name) ?? { name, currency, rows: 0, hasCash: false, settings };
    const hasCash = account.hasCash || movesOnlyCash(draft);
    if (accounts.size < MOST_ACCOUNTS) accounts.set(name, { ...account, hasCash, rows: account.rows + 1 });
    for (const stated of [draft.instrument, draft.into])
      if (stated && instruments.size < MOST_INSTRUMENTS) count(instruments, stated, currency);
  }
  return {
    ...read,
    rows: rows.length,
    accounts: [...accounts.values()],
    instruments: [...instruments.values()],
    from,
    to,
  };
}

function count(
  instruments: Map<string, SurveyedInstrument & { rows: number }>,
  stated: StatedInstrument,
  currency: string | null,
): void {
  const key = instrumentKey(stated, currency ?? undefined);
  const known = instruments.get(key);
  const merged = { ...stated, ...known?.stated };
  instruments.set(key, { key, stated: merged, currency, rows: (known?.rows ?? 0) + 1 });
}
