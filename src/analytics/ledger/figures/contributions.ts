import type { LedgerColumns, PartColumns } from '../columns/ledger-columns';

/** What a symbol added to the time-weighted return: a fraction of the same base. */
export interface Contribution {
  readonly symbol: string;
  readonly contribution: number;
}

/** The parts of a time-weighted return; they add up to it. */
export interface Contributions {
  /** By symbol. */
  readonly symbols: readonly Contribution[];
  /** Of cash, and of costs and interest that belong to no symbol. */
  readonly rest: number;
}

/**
 * Splits the time-weighted return over the symbols so that the parts add up to it, whatever the flows.
 *
 * A day's return is split by the money each part made: what was held gains (B_s - V_s[t-1]) / V[t-1], and what the day's
 * flows gain between their price and the close, (V_s + OUT_s - B_s - IN_s) / (B + IN), is compounded onto B / V[t-1]. Days
 * are linked by the index standing before them, I[t-1]: the sum over days of I[t-1] * r[t] is I[T] - 1 exactly. What a
 * spin-off or merger moves counts as the symbol it came from until the close of its day.
 * Source: the GRAP linking (Groupe de Recherche en Attribution de Performance, 1997) without a benchmark, in Carl Bacon,
 * "Practical Portfolio Performance Measurement and Attribution", 2nd ed. (2008), ch. 8.
 *
 * @param index growth index of the columns' daily returns, all of them defined
 */
export function contributionsTo(columns: LedgerColumns, index: Float64Array): Contributions {
  const scales = scalesOf(columns, index);
  const sums = new Map([...columns.symbols].map(([symbol, part]) => [symbol, madeBy(part, scales)]));
  let rest = madeBy(columns.cash, scales);
  for (const { t, symbol, flow, chargeOut, held, symbolFlow, moved } of columns.flows) {
    const [heldScale, flowScale] = [scales.held[t]!, scales.flow[t]!];
    const restFlow = flow - chargeOut - symbolFlow;
    if (symbol === null) rest += heldScale * held - flowScale * (held + restFlow);
    else {
      const own = heldScale * (held - moved) - flowScale * (held + symbolFlow);
      sums.set(symbol, (sums.get(symbol) ?? 0) + own);
      rest -= flowScale * restFlow;
    }
  }
  return { symbols: [...sums].map(([symbol, contribution]) => ({ symbol, contribution })), rest };
}

interface Scales {
  /** What one unit of money counts that was made on what was held, and on the day's flows. */
  readonly held: Float64Array;
  readonly flow: Float64Array;
}

function scalesOf(
  { values, held, inflows, costInflows, openingValue }: LedgerColumns,
  index: Float64Array,
): Scales {
  const scales = { held: new Float64Array(values.length), flow: new Float64Array(values.length) };
  let previous = openingValue;
  for (let t = 0; t < values.length; t++) {
    const level = t === 0 ? 1 : index[t - 1]!;
    const [before, incoming] = [held[t]!, inflows[t]!];
    const onlyCosts = values[t] === 0 && incoming === costInflows[t];
    if (previous > 0) {
      scales.held[t] = level / previous;
      scales.flow[t] =
        before + incoming > 0 ? ((level / previous) * before) / (before + incoming) : level / previous;
    } else if (incoming > 0 && !onlyCosts) {
      scales.held[t] = level / incoming;
      scales.flow[t] = level / incoming;
    }
    previous = values[t]!;
  }
  return scales;
}

function madeBy({ values, held, openingValue }: PartColumns, scales: Scales): number {
  let made = 0;
  let previous = openingValue;
  for (let t = 0; t < values.length; t++) {
    made += scales.held[t]! * (held[t]! - previous) + scales.flow[t]! * (values[t]! - held[t]!);
    previous = values[t]!;
  }
  return made;
}
