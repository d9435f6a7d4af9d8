import { Decimal } from 'decimal.js';
import { formatDay, parseDay } from '../../analytics/calendar';
import type { Account } from '../accounts/account';
import type { BookFigures } from '../ledger/reading/book-figures';
import type { Entry, EntryContent } from '../transactions/entry';

/** A line of a payment as near as this to an event, and of about its amount, is the same dividend. */
const SAME_DIVIDEND_DAYS = 10;
const SAME_DIVIDEND_SHARE = 0.3;

const Exact = Decimal.clone({ precision: 60 });

/** A dividend that an event announces for what an account held, and that no line tells yet. */
export interface DividendProposal {
  /** the same for one event in one account, for ever */
  readonly key: string;
  readonly account: Account;
  readonly line: EntryContent & { symbol: string };
}

/** Names the dividend of an event in an account. */
export function dividendKey({
  account_id,
  symbol,
  date,
}: Pick<EntryContent, 'account_id' | 'symbol' | 'date'>): string {
  return `dividend:${account_id}:${symbol}:${date}`;
}

/** Dividends of events that are not in the ledger, of accounts that do not leave them off. */
export function dividendProposals(
  { dividendsDue }: Pick<BookFigures, 'dividendsDue'>,
  accounts: readonly Account[],
  entries: readonly Entry[],
): DividendProposal[] {
  const byHand = entries.filter(({ type }) => type === 'dividend');
  return dividendsDue.flatMap(({ event, accountId, quantity }) => {
    const account = accounts.find(({ id }) => id === accountId);
    if (!account || account.dividends === 'off') return [];
    const date = formatDay(event.exDay);
    const amount = new Exact(quantity).times(event.amount).toDecimalPlaces(18);
    const isTold = byHand.some(
      (line) =>
        line.account_id === accountId &&
        line.symbol === event.symbol &&
        Math.abs(parseDay(line.date) - event.exDay) <= SAME_DIVIDEND_DAYS &&
        amount.minus(line.amount!).abs().lte(amount.times(SAME_DIVIDEND_SHARE)),
    );
    if (isTold || amount.isZero()) return [];
    const line = {
      account_id: accountId,
      type: 'dividend' as const,
      date,
      symbol: event.symbol,
      amount: amount.toFixed(),
      currency: event.currency,
    };
    return [{ key: dividendKey(line), account, line }];
  });
}
