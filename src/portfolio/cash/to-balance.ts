import { formatDay } from '../../analytics/calendar';
import { IN_TRANSIT } from '../../analytics/ledger/book/ledger-log';
import type { CashTimeline } from '../../analytics/ledger/book/ledger-log';
import type { CashBalanceDto } from './cash.dto';

/** Whether there was money at the end of any day from `fromDay` on, or just before. */
export function hasMoney({ days, balances }: CashTimeline, fromDay: number): boolean {
  return balances.slice(startOf(days, fromDay)).some((balance) => balance !== 0);
}

/**
 * A balance at the end of its timeline, and the days on which it changed.
 * @param rate base currency for one unit on the last day; NaN where it is unknown
 */
export function toBalance(
  { accountId, currency, days, balances }: CashTimeline,
  { fromDay, rate }: { fromDay: number; rate: number },
): CashBalanceDto {
  const balance = balances.at(-1) ?? 0;
  const start = startOf(days, fromDay);
  const inBase = balance === 0 ? 0 : balance * rate;
  return {
    account_id: accountId === IN_TRANSIT ? null : accountId,
    currency,
    balance,
    base_balance: Number.isNaN(inBase) ? null : inBase,
    reason: Number.isNaN(inBase) ? 'no_exchange_rate' : null,
    days: days.slice(start).map((day, i) => ({ date: formatDay(day), balance: balances[start + i]! })),
  };
}

/** The place of the last change before a day. */
function startOf(days: readonly number[], fromDay: number): number {
  const first = days.findIndex((day) => day >= fromDay);
  return first < 0 ? days.length - 1 : Math.max(0, first - 1);
}
