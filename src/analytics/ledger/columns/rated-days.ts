import { lastPositionOnOrBefore } from '../../series/alignment';
import type { HoldingTimeline, LedgerLog } from '../book/ledger-log';
import type { Market } from '../plan/market';
import { holds } from '../model/scope';
import type { Scope } from '../model/scope';
import { lastChangeBefore } from './holding-columns';

/**
 * Days in [fromDay, beforeDay) with a rate of a foreign currency of what a scope holds since a day on which it last
 * changed, if the other currencies have one too.
 */
export function ratedDays(
  log: LedgerLog,
  market: Market,
  scope: Scope,
  sinceDay: number,
  fromDay: number,
  beforeDay: number,
): number[] {
  const { rates } = market;
  const currencies = [...foreignCurrenciesOf(log, market, scope, sinceDay)];
  return currencies
    .flatMap((currency) => rates.daysOf(currency, fromDay, beforeDay))
    .filter((day) => currencies.every((currency) => !Number.isNaN(rates.on(currency, day))));
}

/** The currencies, but for the base, that the worth of what a scope holds at the end of a day is told in. */
function foreignCurrenciesOf(log: LedgerLog, market: Market, scope: Scope, day: number): ReadonlySet<string> {
  const currencies = new Set<string>();
  for (const timeline of log.holdings.values()) {
    if (holds(scope, timeline.accountId)) addCurrenciesOf(timeline, market, day, currencies);
  }
  for (const { accountId, currency, days, balances } of log.cash.values()) {
    if (!holds(scope, accountId)) continue;
    const balance = balances[lastPositionOnOrBefore(days, day)] ?? 0;
    if (balance !== 0) currencies.add(currency);
  }
  currencies.delete(market.rates.base);
  return currencies;
}

function addCurrenciesOf(
  { symbol, changes }: HoldingTimeline,
  market: Market,
  day: number,
  into: Set<string>,
): void {
  const change = changes[lastChangeBefore(changes, day + 1)];
  if (!change || change.after.shares === 0) return;
  const { seasoned, fresh } = change.after;
  const prices = market.prices(symbol);
  const isPriced = prices && prices.days[lastPositionOnOrBefore(prices.days, day)]! > change.day;
  const atCost = isPriced ? [] : fresh;
  for (const { currency } of atCost) into.add(currency);
  if (prices && (atCost.length === 0 || seasoned !== 0)) into.add(prices.currency);
}
