import fc from 'fast-check';
import { anyLedger, DAYS, FIRST_DAY } from '../../../test/vectors/random-ledger';
import { SPARSE_DAYS, sparseLedger } from '../../../test/vectors/sparse-ledger';
import { growthIndex } from '../returns/time-weighted';
import { ledgerColumns } from './columns/ledger-columns';
import { attributeLedger } from './figures/attribution';
import type { Attribution } from './figures/attribution-terms';
import { dailyReturnsOf } from './figures/ledger-returns';
import { planLedger } from './plan/plan';
import type { LedgerInput } from './plan/plan';
import { Replay } from './replay/replay';
import { runLedger } from './run-ledger';
import type { LedgerRun } from './run-ledger';
import type { Scope } from './model/scope';

const SEED = { seed: 20_261_130, numRuns: 200 };
const CENT = 0.005;
const SCOPES = ['a', 'b', 'c', null] as const;

const threeDays = (days: number) =>
  fc
    .uniqueArray(fc.integer({ min: FIRST_DAY, max: FIRST_DAY + days }), { minLength: 3, maxLength: 3 })
    .map((drawn) => drawn.sort((a, b) => a - b) as [number, number, number]);
/** A ledger, the first day of a window, a day inside it and its last day. */
const windowed = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(sparseLedger, threeDays(SPARSE_DAYS)) },
  { weight: 1, arbitrary: fc.tuple(anyLedger, threeDays(DAYS)) },
);

describe('windows that follow each other', () => {
  it('meet at one value, of every scope, symbol and of its cash', () => {
    fc.assert(
      fc.property(windowed, fc.constantFrom(...SCOPES), ([input, [a, b, c]], scope) => {
        const run = runLedger(input);
        const [one, next] = [columnsOf(run, scope, a, b), columnsOf(run, scope, b + 1, c)];
        if (!one || !next) return;
        const last = one.days.length - 1;
        expect(next.openingValue).toBeCloseTo(one.values[last]!, 6);
        expect(next.cash.openingValue).toBeCloseTo(one.cash.values[last]!, 6);
        for (const [symbol, { openingValue }] of next.symbols) {
          expect(openingValue).toBeCloseTo(one.symbols.get(symbol)!.values[last]!, 6);
        }
      }),
      SEED,
    );
  });

  it('compound to the whole', () => {
    fc.assert(
      fc.property(windowed, fc.constantFrom(...SCOPES), ([input, [a, b, c]], scope) => {
        const run = runLedger(input);
        const growths = [
          [a, b],
          [b + 1, c],
          [a, c],
        ].map(([from, to]) => growthOf(run, scope, from!, to!));
        if (growths.some((growth) => growth === null)) return;
        const [one, next, whole] = growths as number[];
        expect(one! * next!).toBeCloseTo(whole!, 8);
      }),
      SEED,
    );
  });

  it('are attributed from the value that the one before ended with, which is that of its columns', () => {
    fc.assert(
      fc.property(windowed, ([input, [a, b, c]]) => {
        const run = runLedger(input);
        const [one, next] = [attributed(input, a, b), attributed(input, b + 1, c)];
        expect(next.portfolio.startValue).toBeCloseTo(one.portfolio.endValue!, 6);
        meet(one.accounts, next.accounts);
        meet(one.symbols, next.symbols);
        for (const [id, symbols] of next.symbolsOf) meet(one.symbolsOf.get(id)!, symbols);
        for (const scope of SCOPES) {
          const columns = columnsOf(run, scope, a, b);
          const { startValue, endValue } = scope === null ? one.portfolio : one.accounts.get(scope)!;
          expect(endValue).toBeCloseTo(columns?.values.at(-1) ?? 0, 6);
          expect(startValue).toBeCloseTo(columns?.openingValue ?? 0, 6);
        }
      }),
      SEED,
    );
  });

  it('have attributions that add up', () => {
    fc.assert(
      fc.property(windowed, ([input, [a, , c]]) => {
        const { portfolio, accounts, symbols } = attributed(input, a, c);
        for (const { gap } of [portfolio, ...accounts.values(), ...symbols.values()]) {
          expect(Math.abs(gap!)).toBeLessThan(CENT);
        }
      }),
      SEED,
    );
  });
});

describe('the valuation dates of a window', () => {
  it('are those of the whole life in it, and its last day', () => {
    fc.assert(
      fc.property(windowed, fc.constantFrom(...SCOPES), ([input, [a, , c]], scope) => {
        const run = runLedger(input);
        const [part, whole] = [columnsOf(run, scope, a, c), columnsOf(run, scope, null, input.toDay)];
        if (!part) return;
        const inside = Array.from(whole!.days).filter((day) => day >= a && day < c);
        // A gap that the end of the window cuts short may be too short to be filled.
        const lastButOne = part.days.at(-2) ?? -Infinity;
        const compared = inside.filter((day) => day <= lastButOne || c - lastButOne > 7);
        expect(Array.from(part.days)).toEqual([...compared, c]);
      }),
      SEED,
    );
  });

  it('leave no more than a week between them in which the value of foreign money is not told', () => {
    fc.assert(
      fc.property(windowed, ([input]) => {
        const run = runLedger(input);
        const columns = columnsOf(run, null, null, input.toDay);
        if (!columns) return;
        const { days, values } = columns;
        for (let t = 1; t < days.length; t++) {
          if (days[t]! - days[t - 1]! <= 7) continue;
          const between = columnsOf(run, null, null, days[t]! - 1)!;
          expect(between.values.at(-1)).toBeCloseTo(values[t - 1]!, 6);
        }
      }),
      SEED,
    );
  });
});

function columnsOf({ log, market }: LedgerRun, scope: Scope, fromDay: number | null, toDay: number) {
  return ledgerColumns(log, market, { scope, fromDay, toDay });
}

/** Null where it is not defined. */
function growthOf(run: LedgerRun, scope: Scope, fromDay: number, toDay: number): number | null {
  const columns = columnsOf(run, scope, fromDay, toDay);
  if (!columns) return 1;
  const { returns, reason } = dailyReturnsOf(columns);
  return reason === null ? growthIndex(returns).at(-1)! : null;
}

function attributed(input: LedgerInput, fromDay: number, toDay: number) {
  const plan = planLedger({ ...input, toDay });
  return attributeLedger(plan, fromDay, toDay, new Replay(plan, true), fromDay - 1);
}

function meet(one: ReadonlyMap<string, Attribution>, next: ReadonlyMap<string, Attribution>): void {
  for (const [key, { startValue }] of next) expect(startValue).toBeCloseTo(one.get(key)?.endValue ?? 0, 6);
}
