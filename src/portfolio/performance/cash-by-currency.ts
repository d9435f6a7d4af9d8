import { readableNumbers } from '../../common/numbers/readable-number';
import type { PerformanceCashDto } from '../dto/performance.dto';

/** Cash of all accounts in one currency; what is not known of a part of it is null. */
export type CashOfCurrency = Omit<PerformanceCashDto, 'account_id'>;

/** The cash of a performance added up by currency, in the order in which its accounts have them. */
export function cashByCurrency(cash: readonly PerformanceCashDto[]): CashOfCurrency[] {
  const sums = new Map<string, CashOfCurrency>();
  for (const { currency, balance, value, weight } of cash) {
    const sum = sums.get(currency) ?? { currency, balance: 0, value: 0, weight: 0 };
    sums.set(currency, {
      currency,
      balance: sum.balance + balance,
      value: plus(sum.value, value),
      weight: plus(sum.weight, weight),
    });
  }
  return readableNumbers([...sums.values()].filter(({ balance }) => balance !== 0));
}

function plus(sum: number | null, part: number | null): number | null {
  return sum === null || part === null ? null : sum + part;
}
