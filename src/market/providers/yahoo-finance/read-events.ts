import { exact } from '../../../analytics/ledger/model/exact';
import { majorUnitOf } from '../../../analytics/ledger/model/minor-units';
import { DayRange } from '../../history/series/day-ranges';
import type { ToldEvent } from '../../events/told-event';
import { isRecord } from '../provider-http';
import { inMajorUnit } from './minor-units';

/**
 * The splits and dividends of a chart inside a range. Yahoo tells a dividend for a share of today.
 * @param dayOf the exchange's day of a stamp in seconds
 * @param quoted the currency or minor unit of the chart
 */
export function readEvents(
  told: unknown,
  quoted: string,
  dayOf: (stamp: number) => number,
  { from, to }: DayRange,
): ToldEvent[] {
  if (!isRecord(told)) return [];
  const splits = rowsOf(told.splits).flatMap((row) => splitOf(row, dayOf));
  const dividends = rowsOf(told.dividends).flatMap((row) => dividendOf(row, quoted, dayOf));
  return [...splits, ...dividends]
    .filter(({ exDay }) => exDay >= from && exDay <= to)
    .sort((a, b) => a.exDay - b.exDay);
}

function rowsOf(part: unknown): Record<string, unknown>[] {
  return isRecord(part) ? Object.values(part).filter(isRecord) : [];
}

function splitOf(
  { date, numerator, denominator }: Record<string, unknown>,
  dayOf: (stamp: number) => number,
): ToldEvent[] {
  if (!isPositive(date) || !isPositive(numerator) || !isPositive(denominator)) return [];
  return numerator === denominator ? [] : [{ kind: 'split', exDay: dayOf(date), numerator, denominator }];
}

function dividendOf(
  { date, amount }: Record<string, unknown>,
  quoted: string,
  dayOf: (stamp: number) => number,
): ToldEvent[] {
  const said = inMajorUnit(amount, 1);
  if (!isPositive(date) || !isPositive(said)) return [];
  const { currency, unitsPerMajor } = majorUnitOf(quoted);
  return [
    {
      kind: 'dividend',
      exDay: dayOf(date),
      amount: exact(said).div(unitsPerMajor).toString(),
      currency,
      isAdjusted: true,
    },
  ];
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
