import type { Transaction } from '../../analytics/ledger/model/transaction';
import { oncePer } from '../../common/once-per';
import { pairsBetween } from '../currency/spot-rates';

const currenciesOf = oncePer(
  (lines: readonly Transaction[]): ReadonlySet<string> =>
    new Set(lines.flatMap(({ currency }) => currency ?? [])),
);

/** Every pair that could tell what lines are worth in the base currency. */
export function lineRatePairs(lines: readonly Transaction[], baseCurrency: string): string[] {
  return [...currenciesOf(lines)].flatMap((currency) => pairsBetween(currency, baseCurrency));
}
