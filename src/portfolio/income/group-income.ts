import { formatDay } from '../../analytics/calendar';
import { sortedRows } from '../../common/paging/sorted-rows';
import type { IncomeGroup, IncomeGroupDto, IncomeSort, IncomeSumsDto } from './income.dto';
import type { IncomeLine } from './income-lines';

/** Income by month, year, symbol or account, in order of the key. */
export function groupIncome(lines: readonly IncomeLine[], by: IncomeGroup): IncomeGroupDto[] {
  const groups = new Map<string | null, IncomeLine[]>();
  for (const line of lines) {
    const key = keyOf(line, by);
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups]
    .sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1))
    .map(([key, group]) => ({ key, ...sumsOf(group) }));
}

/** A copy in the order asked for, sums that are not known last, equals by key. */
export function sortedIncome(groups: readonly IncomeGroupDto[], sort: IncomeSort): IncomeGroupDto[] {
  return sortedRows(groups, sort, (group, field) => (field === 'key' ? (group.key ?? '') : group[field]));
}

export function sumsOf(lines: readonly IncomeLine[]): IncomeSumsDto {
  const sum = (part: (line: IncomeLine) => number) => {
    const total = lines.reduce((before, line) => before + part(line), 0);
    return Number.isNaN(total) ? null : total;
  };
  const gross = sum((line) => line.gross);
  return {
    gross,
    withheld: sum(({ withheld }) => withheld),
    fees: sum(({ fee }) => fee),
    net: sum((line) => line.gross - line.withheld - line.fee),
    lines: lines.length,
    reason: gross === null ? 'no_exchange_rate' : null,
  };
}

function keyOf({ day, symbol, accountId }: IncomeLine, by: IncomeGroup): string | null {
  switch (by) {
    case 'month':
      return formatDay(day).slice(0, 7);
    case 'year':
      return formatDay(day).slice(0, 4);
    case 'symbol':
      return symbol;
    case 'account':
      return accountId;
  }
}
