import type { LedgerAccount } from '../../analytics/ledger/model/account';
import type { CorporateEvent } from '../../analytics/ledger/model/corporate-event';
import { LedgerError } from '../../analytics/ledger/model/ledger-error';
import type { LedgerProblem } from '../../analytics/ledger/model/ledger-error';
import { planLedger } from '../../analytics/ledger/plan/plan';
import { Replay } from '../../analytics/ledger/replay/replay';
import type { PriceSeries } from '../../analytics/series/columns';
import type { DecimalText, Transaction } from '../../analytics/ledger/model/transaction';

/** A ledger, or the part of it that concerns some symbols, without prices; can be cloned into a thread. */
export interface LotsOrder {
  readonly baseCurrency: string;
  readonly accounts: readonly LedgerAccount[];
  /** in order of creation */
  readonly lines: readonly Transaction[];
  readonly events: readonly CorporateEvent[];
  /** base currency for one unit, by major currency */
  readonly rates: ReadonlyMap<string, PriceSeries>;
  readonly toDay: number;
}

/** What is left of one acquisition, quantities as held on the last day. */
export interface OpenLot {
  /** empty while it is under way between two accounts */
  readonly accountId: string;
  readonly symbol: string;
  readonly buyId: string;
  readonly day: number;
  readonly quantity: DecimalText;
  /** in `currency`; null where the basis is unknown */
  readonly cost: DecimalText | null;
  readonly currency: string;
  /** in base currency; null where the basis or the rate is unknown */
  readonly baseCost: DecimalText | null;
}

/** The open lots of a ledger, or why there can be no such ledger. */
export type LotsAnswer =
  | { readonly lots: OpenLot[]; readonly problem: null }
  | { readonly lots: null; readonly problem: LedgerProblem; readonly open: OpenLot[] };

/** Replays lines: pure, and quick enough only for small ledgers; see `Computations`. */
export function openLots(order: LotsOrder): LotsAnswer {
  const plan = planLedger({ ...order, prices: new Map(), oversold: 'refuse', tellsWorth: false });
  const replay = new Replay(plan, false);
  try {
    replay.runTo(order.toDay);
    return { lots: lotsOf(replay), problem: null };
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    const { problem } = error;
    const open = lotsOf(replay).filter(({ symbol }) => symbol === problem.symbol);
    return { lots: null, problem, open };
  }
}

/** What is open in a replayed book. */
export function lotsOf({ book }: Replay): OpenLot[] {
  return [...book.positions.values()].flatMap((position) =>
    position.lots.map((lot) => {
      const { cost, baseCost } = position.basisOf(lot);
      return {
        accountId: position.accountId,
        symbol: position.symbol,
        buyId: lot.buyId,
        day: lot.day,
        quantity: lot.quantity.toFixed(),
        cost: cost && cost.toFixed(),
        currency: position.currencyOf(lot),
        baseCost: baseCost && baseCost.toFixed(),
      };
    }),
  );
}
