import { ToldNothing } from './told-nothing';

const LONGEST_MS = 600_000;
const at = (milliseconds: number) => new Date(1_000_000 + milliseconds);

describe('what a provider has no prices of', () => {
  it('is asked for again with growing pauses, at last every ten minutes', () => {
    const told = new ToldNothing();
    let now = 0;
    const growing = Array.from({ length: 15 }, (_, times) => 20 * 2 ** times);
    for (const pause of [...growing, LONGEST_MS, LONGEST_MS]) {
      told.note('yahoo-finance|NOSUCH', 19_000, at(now));
      expect(told.holds('yahoo-finance|NOSUCH', 19_000, at(now + pause - 1))).toBe(true);
      now += pause;
      expect(told.holds('yahoo-finance|NOSUCH', 19_000, at(now))).toBe(false);
    }
  });

  it('is asked for at once where earlier days are wanted, and where it was found meanwhile', () => {
    const told = new ToldNothing();
    told.note('yahoo-finance|GONE', 19_000, at(0));
    expect(told.holds('yahoo-finance|GONE', 19_100, at(0))).toBe(true);
    expect(told.holds('yahoo-finance|GONE', 18_999, at(0))).toBe(false);
    told.forget('yahoo-finance|GONE');
    expect(told.holds('yahoo-finance|GONE', 19_100, at(0))).toBe(false);
  });
});
