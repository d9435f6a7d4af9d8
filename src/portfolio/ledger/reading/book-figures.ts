import type { DividendEvent, SplitEvent } from '../../../analytics/ledger/model/corporate-event';
import type { LedgerProblem } from '../../../analytics/ledger/model/ledger-error';
import type { CashTimeline, LedgerEntry, RealisedReason } from '../../../analytics/ledger/book/ledger-log';
import { planLedger } from '../../../analytics/ledger/plan/plan';
import { Replay } from '../../../analytics/ledger/replay/replay';
import { mergeSplits, SplitFactors } from '../../../analytics/ledger/plan/splits';
import type { DecimalText, SplitLine } from '../../../analytics/ledger/model/transaction';
import { lotsOf, LotsOrder, OpenLot } from '../open-lots';

/** An open lot, and what its shares have become by splits after the day it is told for. */
export interface BookLot extends OpenLot {
  /** shares held on the last day for one as it was booked; 1 where its quantity was not split since */
  readonly factorSinceBooking: number;
  /** shares of today for one as held on the last day */
  readonly factorSince: number;
}

/** One lot, or with the average method one disposal, used up. */
export interface RealisedFigure {
  readonly accountId: string;
  readonly symbol: string;
  readonly acquiredDay: number | null;
  readonly disposedDay: number;
  readonly holdingDays: number;
  readonly quantity: DecimalText;
  readonly cost: number | null;
  readonly proceeds: number | null;
  readonly gain: number | null;
  readonly currency: string;
  readonly base: {
    readonly cost: number | null;
    readonly proceeds: number | null;
    readonly gain: number | null;
    readonly fxGain: number | null;
  };
  readonly buyId: string | null;
  readonly sellId: string;
  readonly reason: RealisedReason | null;
}

/** How many shares of a symbol an account held at the end of the days on which that changed, in shares of today. */
export interface SharesTimeline {
  readonly accountId: string;
  readonly symbol: string;
  readonly changes: { readonly day: number; readonly shares: number }[];
}

/** What a ledger's books say without prices, in plain values that can leave a thread. */
export interface BookFigures {
  readonly lots: BookLot[];
  readonly realised: RealisedFigure[];
  /** what each line did, in base currency */
  readonly entries: LedgerEntry[];
  readonly cash: CashTimeline[];
  readonly holdings: SharesTimeline[];
  readonly dividendsDue: { event: DividendEvent; accountId: string; quantity: DecimalText }[];
  readonly unrated: { lineId: string; day: number }[];
  readonly problems: LedgerProblem[];
}

/** Replays a ledger, reporting what cannot be instead of refusing it: pure, for a thread. */
export function bookFigures(order: LotsOrder): BookFigures {
  const plan = planLedger({ ...order, prices: new Map(), oversold: 'report', tellsWorth: false });
  const replay = new Replay(plan, true);
  replay.runTo(order.toDay);
  const { log } = replay;
  return {
    lots: withFactors(lotsOf(replay), order),
    realised: log.realised.map((line) => ({
      ...line,
      quantity: line.quantity.toFixed(),
      cost: numberOf(line.cost),
      proceeds: numberOf(line.proceeds),
      gain: numberOf(line.gain),
      base: {
        cost: numberOf(line.base.cost),
        proceeds: numberOf(line.base.proceeds),
        gain: numberOf(line.base.gain),
        fxGain: numberOf(line.base.fxGain),
      },
    })),
    entries: log.entries,
    cash: [...log.cash.values()],
    holdings: [...log.holdings.values()].map(({ changes, ...holding }) => ({
      ...holding,
      changes: changes.map(({ day, after }) => ({ day, shares: after.shares })),
    })),
    dividendsDue: log.dividendsDue.map((due) => ({ ...due, quantity: due.quantity.toFixed() })),
    unrated: log.unrated.map(({ lineId, day }) => ({ lineId, day })),
    problems: log.problems,
  };
}

function withFactors(lots: readonly OpenLot[], { events, lines, toDay }: LotsOrder): BookLot[] {
  const splits = mergeSplits(
    events.filter((event): event is SplitEvent => event.kind === 'split'),
    lines.filter((line): line is SplitLine => line.type === 'split'),
  );
  const factors = new SplitFactors(splits);
  const ofQuantities = new SplitFactors(splits.filter(({ changesQuantities }) => changesQuantities));
  const dayOf = new Map(lines.map(({ id, day }) => [id, day]));
  return lots.map((lot) => ({
    ...lot,
    factorSince: factors.on(lot.symbol, toDay),
    factorSinceBooking:
      ofQuantities.on(lot.symbol, dayOf.get(lot.buyId) ?? lot.day) / ofQuantities.on(lot.symbol, toDay),
  }));
}

function numberOf(value: { toNumber(): number } | null): number | null {
  return value && value.toNumber();
}
