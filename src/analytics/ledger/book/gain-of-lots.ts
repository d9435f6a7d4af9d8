import { addBasis } from '../model/basis';
import type { Basis, Mark } from '../model/basis';
import type { GainEntry } from './ledger-log';
import type { TakenLot } from './position';

/**
 * What lots gained that leave at `values` in base currency, by price and by exchange rate.
 *
 * @param rateOn the day's rate of a currency
 * @param leavePortfolio false where they change the account only: then the portfolio gains nothing
 */
export function gainOf(
  lots: readonly TakenLot[],
  values: readonly number[],
  rateOn: (currency: string) => number,
  leavePortfolio: boolean,
): Pick<GainEntry, 'price' | 'currency' | 'accountPrice' | 'accountCurrency'> {
  const gain = { price: 0, currency: 0, accountPrice: 0, accountCurrency: 0 };
  lots.forEach(({ basis: { mark, accountMark } }, i) => {
    if (leavePortfolio) {
      const atRate = worthOf(mark, rateOn);
      gain.price += values[i]! - atRate;
      gain.currency += atRate - mark.base;
    }
    const accountAtRate = worthOf(accountMark, rateOn);
    gain.accountPrice += values[i]! - accountAtRate;
    gain.accountCurrency += accountAtRate - accountMark.base;
  });
  return gain;
}

/** Sum of bases in the same currencies. */
export function sumOfBases(lots: readonly TakenLot[]): Basis {
  const total = {
    ...lots[0]!.basis,
    mark: { ...lots[0]!.basis.mark },
    accountMark: { ...lots[0]!.basis.accountMark },
  };
  for (const lot of lots.slice(1)) addBasis(total, lot.basis);
  return total;
}

function worthOf(mark: Mark, rateOn: (currency: string) => number): number {
  return mark.local === 0 ? 0 : mark.local * rateOn(mark.currency);
}
