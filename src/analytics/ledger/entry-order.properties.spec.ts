import fc from 'fast-check';
import { anyLedger } from '../../../test/vectors/random-ledger';
import { openLots } from './figures/open-lots';
import { runLedger } from './run-ledger';
import type { Exact } from './model/exact';
import type { LedgerInput } from './plan/plan';
import type { Transaction } from './model/transaction';

const SEED = { seed: 20_240_131, numRuns: 150 };

/** Lines of one symbol on one day depend on each other, as do those that move cash alone; all others are independent. */
const dependsOn = (line: Transaction) => `${line.day} ${'symbol' in line ? line.symbol : ''}`;

/** The lines in another order, those that depend on each other as they were. */
function shuffled(lines: readonly Transaction[], random: readonly number[]): Transaction[] {
  const groups = new Map<string, Transaction[]>();
  for (const line of lines) groups.set(dependsOn(line), [...(groups.get(dependsOn(line)) ?? []), line]);
  const waiting = [...groups.values()];
  const order: Transaction[] = [];
  for (let turn = 0; waiting.length > 0; turn++) {
    const place = random[turn % random.length]! % waiting.length;
    order.push(waiting[place]!.shift()!);
    if (waiting[place]!.length === 0) waiting.splice(place, 1);
  }
  return order;
}

/** What a ledger has come to, whatever the order in which it is told. */
function cameTo(input: LedgerInput) {
  const { book, log } = runLedger(input);
  const sorted = (items: readonly unknown[]) => items.map((item) => JSON.stringify(item)).sort();
  return {
    lots: sorted(openLots(book, null)),
    realised: sorted(log.realised),
    cash: sorted(
      [...book.cash].flatMap(([account, balances]) =>
        [...balances].map(([currency, balance]) => [account, currency, balance.toFixed()]),
      ),
    ),
  };
}

describe('the order in which independent lines were entered', () => {
  it('changes nothing, on one day as on many', () => {
    const random = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(anyLedger, random, (input, places) => {
        const other = { ...input, lines: shuffled(input.lines, places) };
        expect(cameTo(other)).toEqual(cameTo(input));
      }),
      SEED,
    );
  });
});

describe('quantities of 18 decimals', () => {
  const UNIT = 10n ** 18n;
  const textOf = (units: bigint) => `${units / UNIT}.${String(units % UNIT).padStart(18, '0')}`;
  /** A quantity that is bought, and how many millionths of what is held then are sold. */
  const anyTrade = fc.record({
    bought: fc.bigInt({ min: 1n, max: 10n ** 33n }),
    sold: fc.bigInt({ min: 0n, max: 10n ** 6n }),
  });

  it('are the exact sum of what moved them, with every method', () => {
    fc.assert(
      fc.property(
        fc.array(anyTrade, { minLength: 1, maxLength: 30 }),
        fc.constantFrom('fifo', 'lifo', 'hifo', 'average', 'specific'),
        (trades, costMethod) => {
          let held = 0n;
          const lines = trades.flatMap(({ bought, sold }, day): Transaction[] => {
            const line = { accountId: 'a', symbol: 'AAA', day, price: '1.5' };
            const asked = ((held + bought) * sold) / 10n ** 6n;
            held += bought - asked;
            const buy = { ...line, id: `b${day}`, type: 'buy' as const, quantity: textOf(bought) };
            const sell = { ...line, id: `s${day}`, type: 'sell' as const, quantity: textOf(asked) };
            return asked > 0n ? [buy, sell] : [buy];
          });
          const { book } = runLedger({
            baseCurrency: 'USD',
            accounts: [{ id: 'a', currency: 'USD', costMethod, tracksCash: false }],
            lines,
            events: [],
            prices: new Map(),
            rates: new Map(),
            toDay: trades.length,
          });
          const unitsOf = (quantity: Exact) => BigInt(quantity.times(String(UNIT)).toFixed());
          const ofLots = openLots(book, null).reduce((sum, lot) => sum + unitsOf(lot.quantity), 0n);
          expect([unitsOf(book.position('a', 'AAA').quantity), ofLots]).toEqual([held, held]);
        },
      ),
      SEED,
    );
  });
});
