import { parseDay } from '../../analytics/calendar';
import { earlyClose, isHoliday } from './holidays';
import { marketStatus } from './market-status';
import { noteSession } from './told-session';

const statusAt = (symbol: string, moment: string) => {
  const { state, next_open, next_close, source } = marketStatus(symbol, new Date(moment));
  return [state, next_open, next_close, source];
};

describe('whether a market is open', () => {
  it.each([
    [
      'AAPL',
      '2026-03-04T15:00:00Z',
      'open',
      '2026-03-05T14:30:00.000Z',
      '2026-03-04T21:00:00.000Z',
      'calendar',
    ],
    [
      'AAPL',
      '2026-03-06T22:00:00Z',
      'closed',
      '2026-03-09T13:30:00.000Z',
      '2026-03-09T20:00:00.000Z',
      'calendar',
    ],
    // Thanksgiving, and the half day after it.
    [
      'AAPL',
      '2026-11-26T16:00:00Z',
      'closed',
      '2026-11-27T14:30:00.000Z',
      '2026-11-27T18:00:00.000Z',
      'calendar',
    ],
    [
      'AAPL',
      '2026-11-27T18:30:00Z',
      'closed',
      '2026-11-30T14:30:00.000Z',
      '2026-11-30T21:00:00.000Z',
      'calendar',
    ],
    [
      'VOD.L',
      '2026-03-07T12:00:00Z',
      'closed',
      '2026-03-09T08:00:00.000Z',
      '2026-03-09T16:30:00.000Z',
      'table',
    ],
    // Riyadh trades on Sundays and not on Fridays.
    [
      '2222.SR',
      '2026-03-08T08:00:00Z',
      'open',
      '2026-03-09T07:00:00.000Z',
      '2026-03-08T12:10:00.000Z',
      'table',
    ],
    [
      '2222.SR',
      '2026-03-06T08:00:00Z',
      'closed',
      '2026-03-08T07:00:00.000Z',
      '2026-03-08T12:10:00.000Z',
      'table',
    ],
    [
      'EURUSD=X',
      '2026-03-04T15:00:00Z',
      'open',
      '2026-03-09T00:00:00.000Z',
      '2026-03-07T00:00:00.000Z',
      'table',
    ],
    ['BTC-CAD', '2026-03-08T08:00:00Z', 'open', null, null, 'table'],
    ['X.QQ', '2026-03-04T15:00:00Z', 'unknown', null, null, 'unknown'],
  ])('%s at %s is %s', (symbol, moment, ...expected) => {
    expect(statusAt(symbol, moment)).toEqual(expected);
  });

  it('is told by the provider before any table, on a holiday that no calendar knows too', () => {
    const period = {
      start: Date.parse('2026-05-25T07:00:00Z'),
      end: Date.parse('2026-05-25T15:30:00Z'),
      at: Date.parse('2026-05-25T09:00:00Z'),
    };
    noteSession('HOL.L', {
      timeZone: 'Europe/London',
      period,
      isOpen: false,
      stateAt: period.at,
      at: period.at,
    });
    expect(statusAt('HOL.L', '2026-05-25T09:05:00Z')).toEqual([
      'closed',
      '2026-05-26T07:00:00.000Z',
      '2026-05-26T15:30:00.000Z',
      'provider',
    ]);
  });

  it('does not take a half day that was told for the hours of the next', () => {
    const period = {
      start: Date.parse('2026-12-24T08:00:00Z'),
      end: Date.parse('2026-12-24T12:30:00Z'),
      at: Date.parse('2026-12-24T09:00:00Z'),
    };
    noteSession('HALF.L', { timeZone: 'Europe/London', period, at: period.at });
    expect(statusAt('HALF.L', '2026-12-24T13:00:00Z')[0]).toBe('closed');
    expect(statusAt('HALF.L', '2026-12-29T15:00:00Z')[0]).toBe('open');
  });
});

describe("New York's calendar", () => {
  it.each([
    ['2026-07-03', true, undefined],
    ['2025-07-03', false, 780],
    ['2025-11-28', false, 780],
    ['2025-12-24', false, 780],
    ['2022-12-24', false, undefined],
    ['2024-12-25', true, undefined],
    ['2025-01-02', false, undefined],
  ])('%s: holiday %p, closes early %p', (date, holiday, early) => {
    expect(isHoliday('nyse', parseDay(date))).toBe(holiday);
    expect(earlyClose('nyse', parseDay(date))).toBe(early);
  });
});
