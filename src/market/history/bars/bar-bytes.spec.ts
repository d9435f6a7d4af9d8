import { Long, serialize } from 'bson';
import { DAY_MS } from '../../../common/calendar/day-length';
import { barBatch, columnsOf, lastDayOf } from './bar-bytes';

/** A `cursor` as servers send it, in either order of its fields. */
function cursor(bars: object[], { idFirst = false } = {}): Buffer {
  const id = Long.fromNumber(0);
  const fields = idFirst
    ? { id, ns: 'app.market_data', firstBatch: bars }
    : { firstBatch: bars, id, ns: 'app.market_data' };
  return Buffer.from(serialize(fields));
}

const bar = (day: number, close: number, volume: unknown = 10) => ({
  timestamp: new Date(day * DAY_MS),
  open: 1.5,
  high: close + 1,
  low: 1,
  close,
  volume,
});

describe('bars from bytes', () => {
  it.each([{ idFirst: false }, { idFirst: true }])('reads every kind of number into columns, %p', (order) => {
    const bars = [bar(-3, 2), bar(19_000, 2.25, Long.fromString('5000000000')), bar(19_001, 3, null)];
    const columns = columnsOf([barBatch(cursor(bars, order))]);
    expect(Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, [...column]]))).toEqual({
      days: [-3, 19_000, 19_001],
      open: [1.5, 1.5, 1.5],
      high: [3, 3.25, 4],
      low: [1, 1, 1],
      close: [2, 2.25, 3],
      volume: [10, 5_000_000_000, NaN],
    });
  });

  it('puts batches behind one another and knows the day to go on from', () => {
    const [first, second] = [barBatch(cursor([bar(1, 5), bar(2, 6)])), barBatch(cursor([bar(3, 7)]))];
    expect(lastDayOf(first)).toBe(2);
    expect([...columnsOf([first, second]).close]).toEqual([5, 6, 7]);
  });

  it('has no columns and no last day without bars', () => {
    const none = barBatch(cursor([]));
    expect(lastDayOf(none)).toBeUndefined();
    expect(columnsOf([none]).days).toHaveLength(0);
  });

  it('refuses what is no number', () => {
    expect(() => columnsOf([barBatch(cursor([{ ...bar(1, 5), close: 'many' }]))])).toThrow('BSON type 2');
  });
});
