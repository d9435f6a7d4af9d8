import { parseDay } from '../../src/analytics/calendar';
import type { PriceSeries } from '../../src/analytics/series/columns';
import type { LedgerAccount } from '../../src/analytics/ledger/model/account';
import type { CorporateEvent } from '../../src/analytics/ledger/model/corporate-event';
import type { Before, MarketSeries } from '../../src/analytics/ledger/plan/market';
import type { LedgerInput } from '../../src/analytics/ledger/plan/plan';
import type { Transaction } from '../../src/analytics/ledger/model/transaction';

type Written = Record<string, unknown>;

/** A ledger as the vector files write it. */
export interface WrittenLedger {
  readonly base_currency: string;
  readonly accounts: readonly Written[];
  readonly transactions: readonly Written[];
  readonly prices?: Record<string, { currency: string; adjustment: 'raw' | 'split'; closes: Record<string, number> }>;
  readonly fx?: Record<string, Record<string, number>>;
  readonly corporate_events?: readonly Written[];
  readonly as_of: string;
  readonly before?: Exclude<Before, null>;
  readonly scope_account?: string;
  readonly windows?: readonly { from: string | null; to: string }[];
  readonly risk_free_annual?: number;
}

/** Fields that are days; every other number of a line is exact text, but for ratios of splits and worths of new shares. */
const DAYS: Record<string, string> = { date: 'day', acquired_on: 'acquiredDay', ex_date: 'exDay' };
const PLAIN_NUMBERS = new Set(['numerator', 'denominator', 'into_worth']);

/** Any object of a vector file with its keys in camelCase and its values as the engine reads them. */
function read(written: Written): Written {
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => {
      if (DAYS[key]) return [DAYS[key], parseDay(value as string)];
      const name = key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
      if (Array.isArray(value)) return [name, value.map((item) => read(item as Written))];
      return [name, typeof value === 'number' && !PLAIN_NUMBERS.has(key) ? String(value) : value];
    }),
  );
}

/** What the engine reads of a written ledger. */
export function ledgerFrom(written: WrittenLedger): LedgerInput {
  return {
    baseCurrency: written.base_currency,
    accounts: written.accounts.map((account) => read(account) as unknown as LedgerAccount),
    lines: written.transactions.map((line) => read(line) as unknown as Transaction),
    events: (written.corporate_events ?? []).map((event) => read(event) as unknown as CorporateEvent),
    prices: new Map(
      Object.entries(written.prices ?? {}).map(([symbol, { closes, currency, adjustment }]): [string, MarketSeries] => [
        symbol,
        { ...columnOf(closes), currency, adjustment },
      ]),
    ),
    rates: new Map(Object.entries(written.fx ?? {}).map(([currency, rates]) => [currency, columnOf(rates)])),
    toDay: parseDay(written.as_of),
  };
}

function columnOf(byDate: Record<string, number>): PriceSeries {
  const dates = Object.keys(byDate).sort();
  return { days: Int32Array.from(dates, parseDay), closes: Float64Array.from(dates, (date) => byDate[date]!) };
}
