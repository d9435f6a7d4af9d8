import type { Transaction } from '../model/transaction';

/** Where a line stands within its day. */
export enum DayClass {
  /** Splits, spin-offs and mergers, whatever their time. */
  Corporate = 0,
  Arriving = 1,
  Earning = 2,
  /** The legs of an internal transfer. */
  Moving = 3,
  Leaving = 4,
}

/** A line with its place. */
export interface OrderedLine {
  readonly line: Transaction;
  readonly dayClass: DayClass;
}

/** The class of a line; `internal` says that it is a leg of a transfer inside the portfolio. */
export function dayClassOf(line: Transaction, internal: boolean): DayClass {
  switch (line.type) {
    case 'split':
    case 'spin_off':
    case 'merger':
      return DayClass.Corporate;
    case 'buy':
    case 'deposit':
    case 'reward':
      return DayClass.Arriving;
    case 'transfer_in':
      return internal ? DayClass.Moving : DayClass.Arriving;
    case 'transfer_out':
      return internal ? DayClass.Moving : DayClass.Leaving;
    case 'adjustment':
      return line.quantity.startsWith('-') ? DayClass.Leaving : DayClass.Arriving;
    case 'sell':
    case 'withdrawal':
      return DayClass.Leaving;
    default:
      return DayClass.Earning;
  }
}

/**
 * Puts the lines of one day in order: corporate actions first; lines with a time by it; a line without one before the
 * first timed line of a later class; ties as created.
 *
 * @param lines of one day in order of creation; @param timeOf the time a line stands at, if any
 */
export function orderDay(
  lines: readonly OrderedLine[],
  timeOf: (line: Transaction) => string | undefined,
): OrderedLine[] {
  const isTimed = ({ line, dayClass }: OrderedLine) =>
    dayClass !== DayClass.Corporate && timeOf(line) !== undefined;
  const timed = lines.filter(isTimed).sort((a, b) => {
    const [first, second] = [timeOf(a.line)!, timeOf(b.line)!];
    return first === second ? a.dayClass - b.dayClass : first < second ? -1 : 1;
  });
  const untimed = lines.filter((line) => !isTimed(line)).sort((a, b) => a.dayClass - b.dayClass);
  const ordered: OrderedLine[] = [];
  let next = 0;
  for (const line of timed) {
    while (next < untimed.length && untimed[next]!.dayClass < line.dayClass) ordered.push(untimed[next++]!);
    ordered.push(line);
  }
  return ordered.concat(untimed.slice(next));
}
