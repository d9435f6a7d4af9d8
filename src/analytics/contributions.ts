import type { Valuation } from './valuation';

/** What a symbol added to the portfolio's time-weighted return: a fraction of the same base. */
export interface Contribution {
  readonly symbol: string;
  readonly contribution: number;
}

/**
 * Splits the time-weighted return over the symbols so that the parts add up to it, whatever the flows.
 *
 * A day's return is split by the money each symbol made: what was held gains (B_s - V_s[t-1]) / V[t-1], and what the
 * day's lots gain between their price and the close, (V_s - B_s - F_s) / (B + F), is compounded onto B / V[t-1]. Days
 * are linked by the index standing before them, I[t-1]: the sum over days of I[t-1] * r[t] is I[T] - 1 exactly.
 * Source: the GRAP linking (Groupe de Recherche en Attribution de Performance, 1997) without a benchmark, in Carl Bacon,
 * "Practical Portfolio Performance Measurement and Attribution", 2nd ed. (2008), ch. 8.
 *
 * @param index growth index of the valuation's daily returns
 */
export function contributionsTo(valuation: Valuation, index: Float64Array): Contribution[] {
  const { values, before, flows, openingValue } = valuation;
  // What one unit of money counts on each day, shared by all symbols: made on what was held, and on what was bought.
  const heldScale = new Float64Array(values.length);
  const boughtScale = new Float64Array(values.length);
  for (let t = 0; t < values.length; t++) {
    const level = t === 0 ? 1 : index[t - 1]!;
    const previous = t === 0 ? openingValue : values[t - 1]!;
    const held = before[t]!;
    const flow = flows[t]!;
    if (previous > 0) {
      heldScale[t] = level / previous;
      boughtScale[t] = held > 0 ? ((level / previous) * held) / (held + flow) : 0;
    } else if (flow > 0) {
      heldScale[t] = level / flow;
      boughtScale[t] = level / flow;
    }
  }
  return valuation.symbols.map((part) => {
    let contribution = 0;
    let previous = part.openingValue;
    for (let t = 0; t < values.length; t++) {
      const held = part.before[t]!;
      contribution += heldScale[t]! * (held - previous);
      contribution += boughtScale[t]! * (part.values[t]! - held - part.flows[t]!);
      previous = part.values[t]!;
    }
    return { symbol: part.symbol, contribution };
  });
}
