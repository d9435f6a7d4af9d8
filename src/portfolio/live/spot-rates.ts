/** The newest prices by symbol. */
export type Prices = ReadonlyMap<string, { close: number }>;

/** Currencies that exchanges quote in hundredths of. */
export const HUNDREDTHS: Readonly<Record<string, string>> = {
  GBp: 'GBP',
  GBX: 'GBP',
  ZAc: 'ZAR',
  ILA: 'ILS',
};
/** The currency that most pairs are quoted against. */
export const BRIDGE = 'USD';

export const pairOf = (from: string, to: string) => `${from}${to}=X`;

/** Every pair that could tell what a currency costs in another. */
export function pairsBetween(from: string, to: string): string[] {
  const whole = HUNDREDTHS[from] ?? from;
  if (whole === to) return [];
  const direct = [pairOf(whole, to), pairOf(to, whole)];
  if (whole === BRIDGE || to === BRIDGE) return direct;
  return [...direct, ...pairsBetween(whole, BRIDGE), ...pairsBetween(BRIDGE, to)];
}

/** The price of one unit of `from` in `to`: by the pair, its inverse, or over the dollar; undefined when none is known. */
export function spotRate(from: string, to: string, prices: Prices): number | undefined {
  const whole = HUNDREDTHS[from] ?? from;
  const share = whole === from ? 1 : 0.01;
  if (whole === to) return share;
  const direct = legRate(whole, to, prices);
  if (direct !== undefined) return direct * share;
  if (whole === BRIDGE || to === BRIDGE) return undefined;
  const [first, second] = [legRate(whole, BRIDGE, prices), legRate(BRIDGE, to, prices)];
  return first === undefined || second === undefined ? undefined : first * second * share;
}

function legRate(from: string, to: string, prices: Prices): number | undefined {
  const direct = prices.get(pairOf(from, to));
  if (direct) return direct.close;
  const inverse = prices.get(pairOf(to, from));
  return inverse && 1 / inverse.close;
}
