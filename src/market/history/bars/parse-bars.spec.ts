import { parseDay } from '../../../analytics/calendar';
import { parseBars } from './parse-bars';

const HEADER = 'date,open,high,low,close,adjclose,volume\n';

describe('parseBars', () => {
  it('reads bars in any order of lines, without the adjusted close', () => {
    const { bars, bad } = parseBars(`${HEADER}2000-01-04,2,4,1,3,9,100\r\n\r\n2000-01-03,1,2,0.5,1.5,9,50\n`);
    expect(bad).toEqual([]);
    expect(bars).toEqual([
      { day: parseDay('2000-01-03'), open: 1, high: 2, low: 0.5, close: 1.5, volume: 50 },
      { day: parseDay('2000-01-04'), open: 2, high: 4, low: 1, close: 3, volume: 100 },
    ]);
  });

  it('names every bad line by its number', () => {
    const { bars, bad } = parseBars(
      HEADER +
        [
          '2000-01-03,1,2,0.5,1.5,9,50',
          '2000-01-32,1,2,0.5,1.5,9,50',
          '2000-01-05,1,2,0.5,x,9,50',
          '',
          '2000-01-06,1,2,1.8,1.5,9,50',
          '2000-01-07,1,2',
          '2000-01-03,1,2,0.5,1.5,9,50',
          '2000-01-10,1,2,0.5,1.5,9,-1',
        ].join('\n'),
    );
    expect(bars).toHaveLength(1);
    expect(bad.map(({ line, message }) => [line, message])).toEqual([
      [3, 'date is not a calendar day YYYY-MM-DD'],
      [4, 'close is not a number'],
      [6, expect.stringContaining('low ≤ open, close ≤ high')],
      [7, '3 columns instead of 7'],
      [8, 'the same date comes twice'],
      [9, expect.stringContaining('volume not below 0')],
    ]);
  });

  it.each([
    ['', 'the header lacks date'],
    ['date,open,high,low,close\n', 'the header lacks volume'],
    ['date,open,high,low,close,volume,mood\n', 'unknown columns: mood'],
    ['date,date,open,high,low,close,volume\n', 'names a column twice'],
    ['date,open,high,low,close,volume\n"2000', 'Quote'],
  ])('refuses %j', (csv, message) => {
    expect(parseBars(csv)).toEqual({
      bars: [],
      bad: [{ line: expect.any(Number), message: expect.stringContaining(message) }],
    });
  });
});
