import type { Account } from '../accounts/account';
import type { AnnouncedDividend } from './announced-dividend';
import type { DividendProposal } from './dividend-proposals';
import { dividendProposals } from './dividend-proposals';
import type { Issue } from './issue';

/** Announced dividends that no line tells, and those that were booked and are told by hand as well. */
export function dividendIssues(
  announced: readonly AnnouncedDividend[],
  accounts: readonly Account[],
): Issue[] {
  return [...dividendProposals(announced, accounts).map(proposed), ...announced.flatMap(bookedTwice)];
}

function proposed({ key, account, line }: DividendProposal): Issue {
  const { symbol, amount, currency, date } = line;
  return {
    id: key,
    code: 'dividend.proposed',
    severity: 'info',
    symbol,
    account_id: account.id,
    date,
    settled_on: date,
    transaction_ids: [],
    message: `${symbol} paid ${amount} ${currency} for what ${account.name} held before ${date}, and no line tells it.`,
    action: 'Post the proposal, with the tax that was withheld, or dismiss it.',
    proposal: line,
  };
}

function bookedTwice({ accountId, symbol, date, lines }: AnnouncedDividend): Issue[] {
  const booked = lines.filter(({ origin }) => origin === 'event');
  if (booked.length === 0 || booked.length === lines.length) return [];
  const ids = lines.map(({ id }) => id);
  return [
    {
      id: `line.duplicate:${ids.join('.')}`,
      code: 'line.duplicate',
      severity: 'warning',
      symbol,
      account_id: accountId,
      date,
      settled_on: date,
      transaction_ids: ids,
      message: `The dividend of ${symbol} of ${date} was booked for its event, and another line seems to tell it too.`,
      action: 'Delete the booked line, or dismiss this if they are different.',
      proposal: null,
    },
  ];
}
