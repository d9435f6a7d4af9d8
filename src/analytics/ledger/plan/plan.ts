import type { PriceSeries } from '../../series/columns';
import type { LedgerAccount } from '../model/account';
import type { CorporateEvent, DividendEvent, SplitEvent } from '../model/corporate-event';
import { dayClassOf, orderDay } from './day-order';
import { LedgerError } from '../model/ledger-error';
import { Market } from './market';
import type { MarketSeries } from './market';
import { Rates } from './rates';
import { mergeSplits, SplitFactors } from './splits';
import type { Split } from './splits';
import type { SplitLine, Transaction } from '../model/transaction';
import { groupTransfers } from './transfer-groups';
import type { TransferGroup } from './transfer-groups';

/** Everything the engine reads. Money is shown in `baseCurrency`; days are day numbers. */
export interface LedgerInput {
  readonly baseCurrency: string;
  readonly accounts: readonly LedgerAccount[];
  /** In order of creation, which breaks ties within a day. */
  readonly lines: readonly Transaction[];
  readonly events: readonly CorporateEvent[];
  readonly prices: ReadonlyMap<string, MarketSeries>;
  /** Base currency for one unit, by major currency. */
  readonly rates: ReadonlyMap<string, PriceSeries>;
  /** Lines and closes after it are left out; splits after it still count in the factor. */
  readonly toDay: number;
  /** What happens to a disposal of more than is held: an error, or a problem in the log (imports). `refuse` if left out. */
  readonly oversold?: 'refuse' | 'report';
  /** Whether holdings are to be valued; without it the log tells their shares alone. True if left out. */
  readonly tellsWorth?: boolean;
}

/** What is to be done on one day, in order. */
export interface PlannedDay {
  readonly day: number;
  readonly splits: Split[];
  readonly dividends: DividendEvent[];
  lines: Transaction[];
}

/** A ledger made ready to be replayed. */
export interface LedgerPlan {
  readonly accounts: ReadonlyMap<string, LedgerAccount>;
  readonly groups: ReadonlyMap<string, TransferGroup>;
  readonly market: Market;
  /** Ascending. */
  readonly days: readonly PlannedDay[];
  readonly toDay: number;
  readonly tellsWorth: boolean;
}

/**
 * Puts lines in order, pairs transfers, merges splits and makes prices comparable.
 *
 * @throws LedgerError `ledger.unknown_account` for a line of no known account
 */
export function planLedger(input: LedgerInput): LedgerPlan {
  const accounts = new Map(input.accounts.map((account) => [account.id, account]));
  const splitEvents = input.events.filter((event): event is SplitEvent => event.kind === 'split');
  const splitLines = input.lines.filter((line): line is SplitLine => line.type === 'split');
  const splits = mergeSplits(splitEvents, splitLines);
  const rates = new Rates(input.baseCurrency, input.rates);
  const market = new Market(input.prices, rates, splits, new SplitFactors(splits));
  const groups = groupTransfers(input.lines);
  const { toDay, tellsWorth = true } = input;
  return { accounts, groups, market, days: daysOf(input, accounts, groups, splits), toDay, tellsWorth };
}

function daysOf(
  { lines, events, toDay }: LedgerInput,
  accounts: ReadonlyMap<string, LedgerAccount>,
  groups: ReadonlyMap<string, TransferGroup>,
  splits: readonly Split[],
): PlannedDay[] {
  const days = new Map<number, PlannedDay>();
  const planned = (day: number): PlannedDay => {
    let known = days.get(day);
    if (!known) days.set(day, (known = { day, splits: [], dividends: [], lines: [] }));
    return known;
  };
  for (const line of lines) {
    if (!accounts.has(line.accountId)) throw unknownAccount(line);
    if (line.day <= toDay) planned(line.day).lines.push(line);
  }
  for (const split of splits) if (split.exDay <= toDay) planned(split.exDay).splits.push(split);
  for (const event of events) {
    if (event.kind === 'dividend' && event.exDay <= toDay) planned(event.exDay).dividends.push(event);
  }
  const timeOf = legTimes(groups);
  for (const day of days.values()) {
    if (day.lines.length < 2) continue;
    const placed = day.lines.map((line) => ({ line, dayClass: dayClassOf(line, groups.has(line.id)) }));
    day.lines = orderDay(placed, timeOf).map(({ line }) => line);
  }
  return [...days.values()].sort((a, b) => a.day - b.day);
}

/** Legs of one transfer on one day stand together: a leg without a time takes its partner's. */
function legTimes(groups: ReadonlyMap<string, TransferGroup>): (line: Transaction) => string | undefined {
  return (line) => {
    const group = line.time === undefined ? groups.get(line.id) : undefined;
    if (!group || line.type === 'fee') return line.time;
    return [...group.outs, ...group.ins].find((leg) => leg.day === line.day && leg.time !== undefined)?.time;
  };
}

function unknownAccount(line: Transaction): LedgerError {
  return new LedgerError({
    code: 'ledger.unknown_account',
    lineId: line.id,
    field: 'account_id',
    symbol: null,
    day: line.day,
    detail: `There is no account ${line.accountId}`,
  });
}
