import { parseDay } from '../../analytics/calendar';
import { closeOn, exchangeHours, isSessionOpen } from './exchange-hours';

describe('the hours of an exchange', () => {
  const WEDNESDAY = '2026-03-04';

  it.each([
    ['AAPL', '15:00', '10:00'],
    ['BRK.B', '15:00', '10:00'],
    ['^GSPC', '15:00', '10:00'],
    ['VOD.L', '10:00', '19:00'],
    ['^FTSE', '10:00', '19:00'],
    ['005930.KS', '03:00', '10:00'],
    ['^N225', '03:00', '10:00'],
    ['PETR4.SA', '18:00', '10:00'],
  ])('%s trades at %s UTC, not at %s', (symbol, open, closed) => {
    const hours = exchangeHours(symbol);
    const isOpen = (time: string) => isSessionOpen(hours, new Date(`${WEDNESDAY}T${time}:00Z`));
    expect([isOpen(open), isOpen(closed)]).toEqual([true, false]);
  });

  it('has currencies trade all day and crypto currencies on Sundays too', () => {
    const sunday = new Date('2026-03-08T12:00:00Z');
    expect(isSessionOpen(exchangeHours('EURUSD=X'), new Date(`${WEDNESDAY}T03:00:00Z`))).toBe(true);
    expect(isSessionOpen(exchangeHours('EURUSD=X'), sunday)).toBe(false);
    expect(isSessionOpen(exchangeHours('BTC-USD'), sunday)).toBe(true);
  });

  it.each([
    ['AAPL', '2026-03-04', '2026-03-04T21:00:00.000Z'],
    ['AAPL', '2026-07-01', '2026-07-01T20:00:00.000Z'],
    ['AAPL', '2026-11-27', '2026-11-27T18:00:00.000Z'],
    ['7203.T', '2026-03-04', '2026-03-04T06:30:00.000Z'],
    ['BTC-USD', '2026-03-04', '2026-03-04T23:59:59.000Z'],
  ])('has the session of %s on %s end at %s', (symbol, day, end) => {
    expect(closeOn(exchangeHours(symbol), parseDay(day)).toISOString()).toBe(end);
  });
});
