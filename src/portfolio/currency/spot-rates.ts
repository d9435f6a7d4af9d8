import { majorUnitOf } from '../../analytics/ledger/model/minor-units';
import { RATE_LIFE_DAYS } from '../../analytics/ledger/plan/rates';
import { DAY_MS } from '../../common/calendar/day-length';
import { digitsOf, ENOUGH_DIGITS } from './best-rate';

/** The newest prices by symbol. */
export interface Prices {
  get(symbol: string): { close: number; timestamp?: string } | undefined;
}

/** The currency that most pairs are quoted against. */
export const BRIDGE = 'USD';

export const pairOf = (from: string, to: string) => `${from}${to}=X`;

/** Every pair that could tell what a currency costs in another. */
export function pairsBetween(from: string, to: string): string[] {
  const { currency: whole } = majorUnitOf(from);
  if (whole === to) return [];
  const direct = [pairOf(whole, to), pairOf(to, whole)];
  if (whole === BRIDGE || to === BRIDGE) return direct;
  return [...direct, ...pairsBetween(whole, BRIDGE), ...pairsBetween(BRIDGE, to)];
}

/** A rate, and the pairs that it was told by. */
export interface SpotRate {
  readonly rate: number;
  readonly pairs: readonly string[];
}

interface Candidate extends SpotRate {
  readonly digits: number;
  /** milliseconds; of its older leg */
  readonly asOf: number;
}

/**
 * The price of one unit of `from` in `to`: by the pair, its inverse, or over the dollar. One that is a week older than
 * another does not count; of the others it is the first that is told with enough digits, else the most precise one.
 * @returns undefined when none is known
 */
export function spotRate(from: string, to: string, prices: Prices): SpotRate | undefined {
  const { currency: whole, unitsPerMajor } = majorUnitOf(from);
  if (whole === to) return { rate: 1 / unitsPerMajor, pairs: [] };
  const best = bestOf([...legRates(whole, to, prices), ...crossRates(whole, to, prices)]);
  return best && { rate: best.rate / unitsPerMajor, pairs: best.pairs };
}

function crossRates(from: string, to: string, prices: Prices): Candidate[] {
  if (from === BRIDGE || to === BRIDGE) return [];
  const first = bestOf(legRates(from, BRIDGE, prices));
  const second = bestOf(legRates(BRIDGE, to, prices));
  if (!first || !second) return [];
  return [
    {
      rate: first.rate * second.rate,
      pairs: [...first.pairs, ...second.pairs],
      digits: Math.min(first.digits, second.digits),
      asOf: Math.min(first.asOf, second.asOf),
    },
  ];
}

function legRates(from: string, to: string, prices: Prices): Candidate[] {
  const [direct, inverse] = [pairOf(from, to), pairOf(to, from)];
  return [direct, inverse].flatMap((pair) => {
    const price = prices.get(pair);
    if (!price) return [];
    return {
      rate: pair === direct ? price.close : 1 / price.close,
      pairs: [pair],
      digits: digitsOf(Float64Array.of(price.close)),
      asOf: price.timestamp === undefined ? Infinity : Date.parse(price.timestamp),
    };
  });
}

function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  const newest = Math.max(...candidates.map(({ asOf }) => asOf));
  const timely = candidates.filter(({ asOf }) => !(newest - asOf > RATE_LIFE_DAYS * DAY_MS));
  const precise = timely.find(({ digits }) => digits >= ENOUGH_DIGITS);
  return precise ?? timely.toSorted((a, b) => b.digits - a.digits)[0];
}
