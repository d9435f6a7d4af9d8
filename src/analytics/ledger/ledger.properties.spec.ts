import fc from 'fast-check';
import { anyLedger, DAYS, FIRST_DAY } from '../../../test/vectors/random-ledger';
import type { PriceSeries } from '../series/columns';
import { growthIndex } from '../returns/time-weighted';
import { attributeLedger } from './figures/attribution';
import { contributionsTo } from './figures/contributions';
import { Exact, ZERO } from './model/exact';
import { LedgerError } from './model/ledger-error';
import { ledgerColumns } from './columns/ledger-columns';
import { dailyReturnsOf } from './figures/ledger-returns';
import { openLots, openPositions } from './figures/open-lots';
import { rerunLedger, runLedger } from './run-ledger';
import type { LedgerInput } from './plan/plan';
import type { LedgerRun } from './run-ledger';
import type { BuyLine, Transaction } from './model/transaction';

const SEED = { seed: 20_240_131, numRuns: 150 };
const anyDay = fc.integer({ min: FIRST_DAY - 2, max: FIRST_DAY + DAYS });
const CENT = 0.005;
const ANY_BUY: Omit<BuyLine, 'day'> = {
  id: 'new',
  accountId: 'a',
  type: 'buy',
  symbol: 'AAA',
  quantity: '3',
  price: '21.5',
};

describe('a ledger: what always holds', () => {
  it('attribution adds up to the cent, for every window, account and symbol', () => {
    fc.assert(
      fc.property(anyLedger, fc.option(anyDay), anyDay, (input, from, to) => {
        const { plan } = runLedger(input);
        const fromDay = from === null || from > to ? null : from;
        const { portfolio, accounts, symbols, symbolsOf } = attributeLedger(plan, fromDay, to);
        const inAccounts = [...symbolsOf.values()].flatMap((one) => [...one.values()]);
        for (const { gap } of [portfolio, ...accounts.values(), ...symbols.values(), ...inAccounts]) {
          expect(Math.abs(gap!)).toBeLessThan(CENT);
        }
        for (const [id, { priceGain }] of accounts) {
          const sum = [...symbolsOf.get(id)!.values()].reduce((total, one) => total + one.priceGain!, 0);
          expect(Math.abs(sum - priceGain!)).toBeLessThan(CENT);
        }
      }),
      SEED,
    );
  });

  it('attribution from the first line on equals the realised lines', () => {
    fc.assert(
      fc.property(anyLedger, (input) => {
        const run = runLedger(input);
        const isFromOutside = input.lines.some(
          (line) => line.type === 'transfer_in' && line.groupId === undefined,
        );
        if (isFromOutside) return;
        const { portfolio } = attributeLedger(run.plan, null, input.toDay);
        const gained = run.log.realised.reduce((sum, { base }) => sum + base.gain!.toNumber(), 0);
        expect(portfolio.priceGainRealised! + portfolio.currencyGainRealised!).toBeCloseTo(gained, 6);
      }),
      { ...SEED, numRuns: 600 },
    );
  });

  it('the lots of a symbol are its position and the exact sum of what moved it', () => {
    fc.assert(
      fc.property(anyLedger, (input) => {
        const { book } = runLedger(input);
        const sums = new Map<string, Exact>();
        for (const line of input.lines) {
          const moved = movedBy(line, input);
          if (moved) sums.set(moved.symbol, (sums.get(moved.symbol) ?? ZERO).plus(moved.quantity));
        }
        for (const [symbol, sum] of sums) {
          const of = <T extends { symbol: string }>(all: Iterable<T>) =>
            [...all].filter((one) => one.symbol === symbol);
          const total = (all: readonly { quantity: Exact }[]) =>
            all.reduce((most, { quantity }) => most.plus(quantity), ZERO).toFixed();
          expect(total(of(openLots(book, null)))).toBe(sum.toFixed());
          expect(total(of(book.positions.values()))).toBe(sum.toFixed());
          expect(total(of(openPositions(book, null, input.toDay)))).toBe(sum.toFixed());
        }
      }),
      SEED,
    );
  });

  it('cash is the exact sum of what moved it', () => {
    fc.assert(
      fc.property(anyLedger, (input) => {
        const { book } = runLedger(input);
        const sums = new Map<string, Exact>();
        const add = (accountId: string, currency: string, amount: Exact) =>
          sums.set(`${accountId}${currency}`, (sums.get(`${accountId}${currency}`) ?? ZERO).plus(amount));
        for (const line of input.lines) {
          if (line.accountId === 'a') continue;
          const charges = new Exact(line.fee ?? 0).plus(line.tax ?? 0);
          if (line.type === 'buy')
            add(
              line.accountId,
              line.currency!,
              new Exact(line.quantity).times(line.price).plus(charges).neg(),
            );
          if (line.type === 'sell')
            add(line.accountId, line.currency!, new Exact(line.quantity).times(line.price).minus(charges));
          if (line.type === 'dividend' || line.type === 'return_of_capital' || line.type === 'deposit')
            add(line.accountId, line.currency!, new Exact(line.amount).minus(charges));
          if (line.type === 'fee' || line.type === 'withdrawal')
            add(line.accountId, line.currency!, new Exact(line.amount).neg());
        }
        for (const { id, tracksCash } of input.accounts) {
          for (const currency of tracksCash ? ['USD', 'EUR'] : []) {
            const sum = sums.get(`${id}${currency}`) ?? ZERO;
            expect((book.cash.get(id)?.get(currency) ?? ZERO).toFixed()).toBe(sum.toFixed());
          }
        }
      }),
      SEED,
    );
  });

  it('the order in which lines of different days were entered changes nothing', () => {
    fc.assert(
      fc.property(anyLedger, (input) => {
        const byDay = [...new Set(input.lines.map(({ day }) => day))].sort((a, b) => b - a);
        const lines = byDay.flatMap((day) => input.lines.filter((line) => line.day === day));
        const [one, other] = [runLedger(input), runLedger({ ...input, lines })];
        expect(other.log.realised).toEqual(one.log.realised);
        expect(openLots(other.book, null)).toEqual(openLots(one.book, null));
      }),
      SEED,
    );
  });

  it('contributions with the rest add up to the time-weighted return', () => {
    fc.assert(
      fc.property(
        anyLedger,
        fc.option(anyDay),
        fc.constantFrom(null, 'a', 'b', 'c'),
        (input, fromDay, scope) => {
          const { log, market } = runLedger(input);
          const columns = ledgerColumns(log, market, { scope, fromDay, toDay: input.toDay });
          if (!columns) return;
          const daily = dailyReturnsOf(columns);
          if (daily.reason !== null) return;
          const index = growthIndex(daily.returns);
          const { symbols, rest } = contributionsTo(columns, index);
          const sum = symbols.reduce((total, { contribution }) => total + contribution, rest);
          // An index that once was at 0 stays there, whatever is made afterwards.
          if (index.some((level) => level === 0)) return;
          expect(Math.abs(sum - (index.at(-1)! - 1))).toBeLessThan(1e-8 * Math.max(1, index.at(-1)!));
        },
      ),
      SEED,
    );
  });

  it('a changed ledger that goes on from the year of the change is the ledger run anew', () => {
    const change = fc.record({
      day: fc.integer({ min: FIRST_DAY, max: FIRST_DAY + DAYS }),
      kind: fc.constantFrom(
        'added',
        'removed',
        'moved',
        'closes',
        'rates',
        'dividend',
        'split',
        'last day',
        'account',
      ),
      place: fc.nat(40),
    });
    fc.assert(
      fc.property(anyLedger, fc.array(change, { minLength: 1, maxLength: 3 }), (input, changes) => {
        let run = runLedger(input);
        let changed = input;
        for (const one of changes) {
          changed = changedBy(changed, one);
          if (toldOf(() => runLedger(changed)) === null) return;
          run = rerunLedger(run, changed);
          expect(toldOf(() => run)).toBe(toldOf(() => runLedger(changed)));
        }
      }),
      { ...SEED, numRuns: 400 },
    );
  });
});

/** What a line adds to its symbol, in shares of after the split of the ledger if there is one. */
function movedBy(
  line: Transaction,
  { events }: LedgerInput,
): { symbol: string; quantity: Exact } | undefined {
  const signs: Partial<Record<Transaction['type'], number>> = {
    buy: 1,
    sell: -1,
    adjustment: 1,
    transfer_in: 1,
    transfer_out: -1,
  };
  const sign = signs[line.type];
  if (sign === undefined || !('quantity' in line) || !('symbol' in line)) return undefined;
  const { symbol, quantity } = line;
  if (symbol === undefined || quantity === undefined) return undefined;
  const split = events.find((event) => event.kind === 'split' && event.symbol === symbol);
  const factor = split?.kind === 'split' && line.day < split.exDay ? split.numerator : 1;
  return { symbol, quantity: new Exact(quantity).times(sign * factor) };
}

function changedBy(
  input: LedgerInput,
  { day, kind, place }: { day: number; kind: string; place: number },
): LedgerInput {
  const at = place % Math.max(1, input.lines.length);
  const shifted = <Series extends PriceSeries>(series: Series): Series => ({
    ...series,
    closes: series.closes.map((close, i) => (series.days[i]! >= day ? close * 1.01 : close)),
  });
  switch (kind) {
    case 'added':
      return { ...input, lines: [...input.lines, { ...ANY_BUY, id: `new${input.lines.length}`, day }] };
    case 'removed':
      return { ...input, lines: input.lines.filter((_, i) => i !== at) };
    case 'moved':
      return { ...input, lines: input.lines.map((line, i) => (i === at ? { ...line, day } : line)) };
    case 'closes':
      return {
        ...input,
        prices: new Map([...input.prices].map(([name, series]) => [name, shifted(series)])),
      };
    case 'rates':
      return { ...input, rates: new Map([...input.rates].map(([name, series]) => [name, shifted(series)])) };
    case 'dividend': {
      const event = { kind: 'dividend' as const, symbol: 'AAA', exDay: day, amount: '0.5', currency: 'USD' };
      return { ...input, events: [...input.events, event] };
    }
    case 'split': {
      const event = { kind: 'split' as const, symbol: 'CCC', exDay: day, numerator: 2, denominator: 1 };
      return { ...input, events: [...input.events, event] };
    }
    case 'last day':
      return { ...input, toDay: day };
    default: {
      const accounts = input.accounts.map((account) => ({ ...account, costMethod: 'lifo' as const }));
      return { ...input, accounts };
    }
  }
}

/** Everything a run says; null where the ledger cannot stand. */
function toldOf(ran: () => LedgerRun): string | null {
  try {
    const { log, market, book, input } = ran();
    const columns = ledgerColumns(log, market, { scope: null, fromDay: null, toDay: input.toDay });
    return JSON.stringify([
      log.entries,
      log.gains,
      log.realised,
      log.dividendsDue,
      log.unrated,
      [...log.holdings],
      [...log.cash],
      [...log.lineDays],
      openLots(book, null),
      columns && Array.from(columns.values),
      columns && Array.from(columns.held),
    ]);
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return null;
  }
}
