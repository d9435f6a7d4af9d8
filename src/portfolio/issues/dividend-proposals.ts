import type { Account } from '../accounts/account';
import type { EntryContent } from '../transactions/entry';
import type { AnnouncedDividend } from './announced-dividend';

/** A dividend that an event announces, and that no line tells yet. */
export interface DividendProposal {
  /** of the dividend */
  readonly key: string;
  readonly account: Account;
  readonly line: EntryContent & { symbol: string };
}

/** Lines of the dividends that no line tells, of accounts that do not leave them off. */
export function dividendProposals(
  announced: readonly AnnouncedDividend[],
  accounts: readonly Account[],
): DividendProposal[] {
  return announced.flatMap(({ key, accountId, date, symbol, amount, currency, lines }) => {
    const account = accounts.find(({ id }) => id === accountId);
    if (!account || account.dividends === 'off' || lines.length > 0) return [];
    const line = {
      account_id: accountId,
      type: 'dividend' as const,
      date,
      symbol,
      amount: amount.toFixed(),
      currency,
    };
    return [{ key, account, line }];
  });
}
