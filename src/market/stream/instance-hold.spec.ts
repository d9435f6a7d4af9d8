import { TrackedSymbols } from '../ticks/tracked-symbols';
import { InstanceHold } from './instance-hold';
import { TickBroadcast } from './tick-broadcast';

describe('InstanceHold', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function holding() {
    const told: string[][] = [];
    const watched: string[] = [];
    const hold = new InstanceHold(
      {
        hold: (_holder: string, symbols: string[]) => Promise.resolve(told.push(symbols)),
        release: () => Promise.resolve(),
      } as unknown as TrackedSymbols,
      { symbols: () => [...watched] } as TickBroadcast,
    );
    return { hold, watched, told };
  }

  it('tells changes that come close together once', () => {
    const { hold, watched, told } = holding();
    for (const symbol of ['A', 'B', 'C']) {
      watched.push(symbol);
      hold.changed();
    }
    jest.advanceTimersByTime(1_000);
    expect(told).toEqual([['A', 'B', 'C']]);
  });

  it('tells them also where they never stop', () => {
    const { hold, watched, told } = holding();
    watched.push('A');
    for (let i = 0; i < 100; i += 1) {
      hold.changed();
      jest.advanceTimersByTime(10);
    }
    expect(told.length).toBeGreaterThan(5);
  });

  it('tells with them what a room above needs, and lets go of it', () => {
    const { hold, watched, told } = holding();
    const rates = ['EURUSD=X'];
    hold.holdAlso(() => rates);
    watched.push('A');
    hold.changed();
    jest.advanceTimersByTime(1_000);
    expect(told).toEqual([['A', 'EURUSD=X']]);
    rates.pop();
    hold.changed();
    jest.advanceTimersByTime(1_000);
    expect(told.at(-1)).toEqual(['A']);
  });

  it('renews while something is watched, and ends when it closes', async () => {
    const { hold, watched, told } = holding();
    watched.push('A');
    hold.changed();
    jest.advanceTimersByTime(60_000);
    expect(told.length).toBeGreaterThan(2);
    await hold.beforeApplicationShutdown();
    told.length = 0;
    hold.changed();
    jest.advanceTimersByTime(60_000);
    expect(told).toEqual([]);
  });
});
