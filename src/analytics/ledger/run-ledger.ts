import { civilDate, dayOf } from '../calendar';
import type { Book } from './book/book';
import type { LedgerLog } from './book/ledger-log';
import type { Market } from './plan/market';
import { planLedger } from './plan/plan';
import { firstChangedDay } from './plan/changed-day';
import type { LedgerInput, LedgerPlan } from './plan/plan';
import { Replay } from './replay/replay';
import type { Snapshot } from './snapshot';

/** A ledger that has been run to its day. */
export interface LedgerRun {
  readonly input: LedgerInput;
  readonly plan: LedgerPlan;
  readonly market: Market;
  /** What is held at the end. */
  readonly book: Book;
  readonly log: LedgerLog;
  /** The state at the end of each of the last years but the one of the last day: where a changed ledger can go on from. */
  readonly snapshots: readonly Snapshot[];
}

/** Most changes are of the last years; a state of every year would hold the lots of all of them. */
const YEARS_KEPT = 4;

/**
 * Runs all lines up to `toDay`.
 *
 * @throws LedgerError for the first line that cannot stand
 */
export function runLedger(input: LedgerInput): LedgerRun {
  return runOn(input, planLedger(input), null);
}

/**
 * Runs a ledger like one that was run before: what lies before the year of the first difference is taken from there, and
 * all of it where nothing differs. A split that is new changes the factor of every day before it: then the ledger is run
 * anew.
 *
 * @throws LedgerError for the first line that cannot stand
 */
export function rerunLedger(previous: LedgerRun, input: LedgerInput): LedgerRun {
  const changedDay = firstChangedDay(previous.input, input);
  if (changedDay === Infinity) return previous;
  const earlier = previous.snapshots.filter(({ day }) => day < changedDay);
  const last = earlier.at(-1);
  const plan = planLedger(input);
  if (!last || !hasSameSplits(plan, previous.plan)) return runOn(input, plan, null);
  return runOn(input, plan, { log: previous.log, earlier, last });
}

interface Beginning {
  readonly log: LedgerLog;
  readonly earlier: readonly Snapshot[];
  readonly last: Snapshot;
}

function runOn(input: LedgerInput, plan: LedgerPlan, from: Beginning | null): LedgerRun {
  const replay = new Replay(plan, input.oversold === 'report');
  if (from) replay.resume(from.last, from.log);
  const snapshots = from ? [...from.earlier] : [];
  const begun = from ? from.last.day + 1 : (plan.days[0]?.day ?? input.toDay);
  const lastYear = civilDate(input.toDay).year;
  for (let year = Math.max(civilDate(begun).year, lastYear - YEARS_KEPT); year < lastYear; year++) {
    replay.runTo(dayOf(year, 12, 31));
    snapshots.push(replay.snapshot());
  }
  replay.runTo(input.toDay);
  return { input, plan, market: plan.market, book: replay.book, log: replay.log, snapshots };
}

function hasSameSplits({ market: { splits } }: LedgerPlan, { market }: LedgerPlan): boolean {
  return JSON.stringify(splits) === JSON.stringify(market.splits);
}
