import { parseDay } from '../../analytics/calendar';
import type { BookFigures } from '../ledger/reading/book-figures';
import type { Entry } from '../transactions/entry';

/** One dividend, interest or reward, in base currency; NaN where its rate is unknown. */
export interface IncomeLine {
  readonly lineId: string;
  readonly day: number;
  readonly accountId: string;
  readonly symbol: string | null;
  readonly type: 'dividend' | 'interest' | 'reward';
  readonly gross: number;
  readonly withheld: number;
  readonly fee: number;
}

/** What of a ledger is income, by day; debit interest is a cost and none. */
export function incomeLines({ entries }: BookFigures, lines: readonly Entry[]): IncomeLine[] {
  const byId = new Map(lines.map((line) => [line.id, line]));
  return entries.flatMap(({ lineId, day, accountId, income, tax, fee }) => {
    const line = byId.get(lineId);
    if (!line || !isIncome(line)) return [];
    const { type, symbol = null } = line;
    return [{ lineId, day, accountId, symbol, type, gross: income, withheld: tax, fee }];
  });
}

export interface IncomeFilter {
  from?: string;
  to?: string;
  account?: string;
  symbol?: string;
}

export function incomeIn(lines: readonly IncomeLine[], filter: IncomeFilter): IncomeLine[] {
  const { account, symbol } = filter;
  const from = filter.from === undefined ? -Infinity : parseDay(filter.from);
  const to = filter.to === undefined ? Infinity : parseDay(filter.to);
  return lines.filter(
    (line) =>
      line.day >= from &&
      line.day <= to &&
      (account === undefined || line.accountId === account) &&
      (symbol === undefined || line.symbol === symbol),
  );
}

function isIncome(line: Entry): line is Entry & { type: IncomeLine['type'] } {
  if (line.type !== 'dividend' && line.type !== 'interest' && line.type !== 'reward') return false;
  return !(line.amount ?? '').startsWith('-');
}
