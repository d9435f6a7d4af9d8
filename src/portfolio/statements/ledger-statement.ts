import { formatDay } from '../../analytics/calendar';
import { readableNumbers } from '../../common/numbers/readable-number';
import { incomeLines } from '../income/income-lines';
import type { LedgerBook } from '../ledger/reading/ledger-books';
import { toRealisedLine } from '../realised/to-realised';
import type { RealisedLineDto } from '../realised/realised.dto';
import { TransactionDto } from '../transactions/dto/transaction.dto';

/** One dividend, interest or reward in base currency; null where its rate is unknown. */
export interface IncomeStatementLine {
  readonly transaction_id: string;
  readonly date: string;
  readonly account_id: string;
  readonly type: 'dividend' | 'interest' | 'reward';
  readonly symbol: string | null;
  readonly gross: number | null;
  readonly withheld: number | null;
  readonly fee: number | null;
  readonly net: number | null;
}

/** What a ledger says of its disposals, its income and its lines up to a day: what tax reports are made of. */
export interface LedgerStatement {
  readonly portfolio_id: string;
  /** the portfolio's name */
  readonly title: string;
  readonly prepared_for: string;
  /** ISO 8601 */
  readonly generated_at: string;
  /** of the portfolio */
  readonly base_currency: string;
  /** names by id */
  readonly accounts: Readonly<Record<string, string>>;
  readonly realised: readonly RealisedLineDto[];
  readonly income: readonly IncomeStatementLine[];
  /** by day and order of creation */
  readonly transactions: readonly TransactionDto[];
}

export type StatementFacts = Pick<LedgerStatement, 'prepared_for' | 'generated_at'>;

/** The statement of all that happened up to a day. */
export function statementUntil(
  { read, figures }: LedgerBook,
  lastDay: string,
  facts: StatementFacts,
): LedgerStatement {
  const { portfolio } = read.ledger;
  const lines = read.entries.filter(({ date }) => date <= lastDay);
  return readableNumbers({
    portfolio_id: portfolio.id,
    title: portfolio.name,
    ...facts,
    base_currency: portfolio.currency,
    accounts: Object.fromEntries(read.accounts.map(({ id, name }) => [id, name])),
    realised: figures.realised
      .filter(({ disposedDay }) => formatDay(disposedDay) <= lastDay)
      .map(toRealisedLine),
    income: incomeLines(figures, lines).map(
      ({ lineId, day, accountId, type, symbol, gross, withheld, fee }) => ({
        transaction_id: lineId,
        date: formatDay(day),
        account_id: accountId,
        type,
        symbol,
        gross: known(gross),
        withheld: known(withheld),
        fee: known(fee),
        net: known(gross - withheld - fee),
      }),
    ),
    transactions: lines
      .toSorted((a, b) => (a.date === b.date ? a.seq - b.seq : a.date < b.date ? -1 : 1))
      .map((entry) => TransactionDto.of(entry)),
  });
}

/** What of a statement is wanted: days inclusive, open where null; one account, or all when left out. */
export interface StatementPart {
  readonly from: string | null;
  readonly to: string | null;
  readonly account?: { readonly id: string; readonly name: string };
}

/** The part of a statement that lies within a window and an account. */
export function statementWithin(
  statement: LedgerStatement,
  { from, to, account }: StatementPart,
): LedgerStatement {
  const isWithin = (day: string, accountId: string) =>
    (from === null || day >= from) &&
    (to === null || day <= to) &&
    (account === undefined || account.id === accountId);
  return {
    ...statement,
    ...(account && namedAfter(statement, account)),
    realised: statement.realised.filter(({ disposed_on, account_id }) => isWithin(disposed_on, account_id)),
    income: statement.income.filter(({ date, account_id }) => isWithin(date, account_id)),
    transactions: statement.transactions.filter(({ date, account_id }) => isWithin(date, account_id)),
  };
}

/** By the account's name of then. */
function namedAfter(
  { title, accounts }: LedgerStatement,
  { id, name: newest }: NonNullable<StatementPart['account']>,
): Pick<LedgerStatement, 'title' | 'accounts'> {
  const name = accounts[id] ?? newest;
  return { title: `${title} - ${name}`, accounts: { [id]: name } };
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
