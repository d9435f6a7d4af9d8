import { majorUnitOf } from '../analytics/ledger/model/minor-units';
import type { Quote } from '../market/model/quote';
import { isNewest } from '../market/quotes/quote-freshness';

/** A price in the currency proper and in the unit that its exchange quotes in. */
export interface QuotedPrice {
  readonly symbol: string;
  /** in `currency` */
  readonly price: number;
  readonly currency: string;
  /** such as `GBp`; often `currency` itself */
  readonly quotedIn: string;
  /** when it was true, of one that is not the newest: it reaches alerts that waited then, and none made since */
  readonly trueAt?: Date;
}

/** A quote that an older release remembered names no unit of its own. */
export function quotedPrice(quote: Quote, now: Date): QuotedPrice {
  const { symbol, close, currency, quoted_in, timestamp } = quote;
  return {
    symbol,
    price: close,
    currency,
    quotedIn: quoted_in ?? currency,
    ...(!isNewest(quote, now) && { trueAt: new Date(timestamp) }),
  };
}

/**
 * The unit in which an alert's price is told: the one it names, else the one that the exchange quotes in.
 * @returns undefined where the symbol is quoted in neither the currency nor a minor unit of it that is named
 */
export function unitNamed(
  named: string | undefined,
  { currency, quotedIn }: Pick<QuotedPrice, 'currency' | 'quotedIn'>,
): string | undefined {
  if (named === undefined) return quotedIn;
  const [one, other] = [majorUnitOf(named), majorUnitOf(quotedIn)];
  if (one.currency !== currency) return undefined;
  if (one.unitsPerMajor === other.unitsPerMajor) return quotedIn;
  return one.unitsPerMajor === 1 ? currency : undefined;
}

/**
 * As `unitNamed`, by any quote, however old.
 * @returns null where none is named and the quote does not tell the one that the exchange quotes in
 */
export function unitByQuote(named: string | undefined, quote: Quote): string | null | undefined {
  const { currency, quoted_in } = quote;
  if (quoted_in !== undefined) return unitNamed(named, { currency, quotedIn: quoted_in });
  if (named === undefined) return null;
  return majorUnitOf(named).currency === currency ? named : undefined;
}

/** The price in one of its units; null stands for the quoted one. */
export function priceIn(unit: string | null, { price, currency, quotedIn }: QuotedPrice): number {
  const { unitsPerMajor } = majorUnitOf(unit ?? quotedIn);
  if (unit === currency || unitsPerMajor === 1) return price;
  return Number((price * unitsPerMajor).toPrecision(12));
}
