import type { TickFeed } from '../ticks/tick-feed';
import { AskedSymbols } from './asked-symbols';

const MINUTE = 60_000;

function asking() {
  const held = new Map<string, number>();
  const add = (symbols: Iterable<string>, by: number) => {
    for (const symbol of symbols) held.set(symbol, (held.get(symbol) ?? 0) + by);
  };
  const feed = {
    hear: (symbols: Iterable<string>) => Promise.resolve(add(symbols, 1)),
    letGo: (symbols: Iterable<string>) => add(symbols, -1),
    isHeard: (symbol: string) => (held.get(symbol) ?? 0) > 0,
  };
  const asked = new AskedSymbols(feed as unknown as TickFeed);
  asked.begin();
  return { asked, held };
}

describe('AskedSymbols', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('hears a symbol from the first question on, once, and lets go of what nobody asks for any more', () => {
    const { asked, held } = asking();
    expect(asked.isHeard('A')).toBe(false);
    asked.ask(['A', 'B']);
    asked.ask(['A']);
    expect([...held]).toEqual([
      ['A', 1],
      ['B', 1],
    ]);
    for (let minute = 0; minute < 20; minute += 1) {
      expect(asked.isHeard('A')).toBe(true);
      jest.advanceTimersByTime(MINUTE);
    }
    expect([...held]).toEqual([
      ['A', 1],
      ['B', 0],
    ]);
    expect(asked.isHeard('B')).toBe(false);
    asked.end();
  });

  it('lets go of what was asked for least recently when there are too many', () => {
    const { asked, held } = asking();
    asked.ask(['FIRST', 'SECOND']);
    asked.isHeard('FIRST');
    asked.ask(Array.from({ length: 19_999 }, (_, i) => `S${i}`));
    expect([held.get('FIRST'), held.get('SECOND')]).toEqual([1, 0]);
    asked.end();
  });
});
