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
  readonly numerator?: number;
  readonly denominator?: number;
}

const QUANTITY_PLACES = 8;
/** Prices are rounded differently by different statements. */
const AMOUNT_PLACES = 1;

/** Account, day, type, symbol, quantity and gross amount of a line. */
export function fingerprint(line: FingerprintedLine): string {
  const { account_id, type, date, symbol, quantity, price, amount, numerator, denominator } = line;
  const money =
    amount ?? (quantity !== undefined && price !== undefined ? product(quantity, price) : undefined);
  return [
    account_id,
    date,
    type,
    symbol ?? '',
    quantity === undefined ? '' : rounded(quantity, QUANTITY_PLACES),
    money === undefined ? '' : rounded(money, AMOUNT_PLACES),
    numerator === undefined ? '' : `${numerator}/${denominator}`,
  ].join('|');
}
