import { civilDate, formatDay } from '../../analytics/calendar';
import { exactNumber } from '../../common/numbers/exact-number';
import { sortedRows } from '../../common/paging/sorted-rows';
import type { RealisedFigure } from '../ledger/reading/book-figures';
import type { RealisedByHoldingDto, RealisedLineDto, RealisedSort, RealisedTotalsDto } from './realised.dto';

/** Up to so many days a holding is short; many tax laws draw the line there. */
const SHORT_DAYS = 365;

export interface RealisedFilter {
  year?: number;
  account?: string;
  symbol?: string;
}

/** The disposals that are asked for, by day. */
export function disposalsIn(
  realised: readonly RealisedFigure[],
  { year, account, symbol }: RealisedFilter,
): RealisedFigure[] {
  return realised.filter(
    (line) =>
      (year === undefined || civilDate(line.disposedDay).year === year) &&
      (account === undefined || line.accountId === account) &&
      (symbol === undefined || line.symbol === symbol),
  );
}

/** A copy in the order asked for, what is not known last, equals by day. */
export function sortedDisposals(disposals: readonly RealisedFigure[], sort: RealisedSort): RealisedFigure[] {
  return sortedRows(disposals, sort, (line, field) => {
    switch (field) {
      case 'disposed_on':
        return line.disposedDay;
      case 'acquired_on':
        return line.acquiredDay;
      case 'holding_days':
        return line.holdingDays;
      case 'symbol':
        return line.symbol;
      case 'gain':
        return line.base.gain;
    }
  });
}

export function toRealisedLine(line: RealisedFigure): RealisedLineDto {
  const { base } = line;
  return {
    account_id: line.accountId,
    symbol: line.symbol,
    acquired_on: line.acquiredDay === null ? null : formatDay(line.acquiredDay),
    disposed_on: formatDay(line.disposedDay),
    holding_days: line.holdingDays,
    quantity: exactNumber(line.quantity),
    cost: line.cost,
    proceeds: line.proceeds,
    gain: line.gain,
    currency: line.currency,
    base: { cost: base.cost, proceeds: base.proceeds, gain: base.gain, fx_gain: base.fxGain },
    buy_id: line.buyId,
    sell_id: line.sellId,
    reason: line.reason,
  };
}

export function totalsByHolding(lines: readonly RealisedFigure[]): RealisedByHoldingDto {
  return {
    up_to_365_days: totalsOf(lines.filter(({ holdingDays }) => holdingDays <= SHORT_DAYS)),
    over_365_days: totalsOf(lines.filter(({ holdingDays }) => holdingDays > SHORT_DAYS)),
    all: totalsOf(lines),
  };
}

function totalsOf(lines: readonly RealisedFigure[]): RealisedTotalsDto {
  const sum = (part: (line: RealisedFigure) => number | null) =>
    lines.reduce<number | null>((total, line) => {
      const value = part(line);
      return total === null || value === null ? null : total + value;
    }, 0);
  return {
    lines: lines.length,
    unknown_lines: lines.filter(({ base }) => base.gain === null).length,
    cost: sum(({ base }) => base.cost),
    proceeds: sum(({ base }) => base.proceeds),
    gain: sum(({ base }) => base.gain),
    fx_gain: sum(({ base }) => base.fxGain),
  };
}
