import { product, rounded } from '../notation/decimal-text';

/** What two lines must share to be the same event in two statements: no fees, which one of them may leave out. */
export interface FingerprintedLine {
  readonly account_id: string;
  readonly type: string;
  readonly date: string;
  readonly symbol?: string;
  readonly quantity?: string;
  readonly price?: string;
  readonly amount?: string;
  /** of `amount` */
  readonly currency?: string;
  readonly numerator?: number;
  readonly denominator?: number;
}

const QUANTITY_PLACES = 8;
/** Prices are rounded differently by different statements. */
const TRADE_PLACES = 1;
/** An amount that is stated is stated to the cent, also where a statement makes it of shares. */
const AMOUNT_PLACES = 2;

/** Account, day, type, symbol, quantity and gross amount of a line; a stated amount with its currency. */
export function fingerprint(line: FingerprintedLine): string {
  const { account_id, type, date, symbol, quantity, numerator, denominator } = line;
  return [
    account_id,
    date,
    type,
    symbol ?? '',
    quantity === undefined ? '' : rounded(quantity, QUANTITY_PLACES),
    moneyOf(line),
    numerator === undefined ? '' : `${numerator}/${denominator}`,
  ].join('|');
}

function moneyOf({ quantity, price, amount, currency = '' }: FingerprintedLine): string {
  if (amount !== undefined) return `${rounded(amount, AMOUNT_PLACES)} ${currency}`;
  return quantity !== undefined && price !== undefined ? rounded(product(quantity, price), TRADE_PLACES) : '';
}
