import { quoteOf } from '../../../test/support/features/quotes';
import { HeardSymbols, LINGER_MS, TickSource } from './heard-symbols';
import { Tick } from './tick';

const tickOf = (symbol: string, seq: number): Tick => ({ seq, ...quoteOf(symbol) });

/** Channels in memory: what was asked of them, in order. */
class Channels implements TickSource {
  isThere = true;
  refuses = false;
  readonly asked: string[] = [];
  readonly last = new Map<string, Tick>();

  subscribe(symbols: readonly string[]): Promise<void> {
    this.asked.push(`subscribe ${symbols.join()}`);
    return this.refuses ? Promise.reject(new Error('no')) : Promise.resolve();
  }

  unsubscribe(symbols: readonly string[]): Promise<void> {
    this.asked.push(`unsubscribe ${symbols.join()}`);
    return Promise.resolve();
  }

  lastTicks(symbols: readonly string[]): Promise<Tick[]> {
    this.asked.push(`read ${symbols.join()}`);
    return Promise.resolve(symbols.flatMap((symbol) => this.last.get(symbol) ?? []));
  }
}

function hearing() {
  const channels = new Channels();
  const taken: Tick[] = [];
  const heard: HeardSymbols = new HeardSymbols(
    channels,
    (tick) => taken.push(tick),
    () => void heard.settle().catch(() => undefined),
  );
  return { channels, taken, heard };
}

describe('HeardSymbols', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('subscribes and then reads, all symbols of a call at once', async () => {
    const { channels, taken, heard } = hearing();
    channels.last.set('B', tickOf('B', 7));
    const done = heard.hear(['A', 'B']);
    expect(heard.isHeard('A')).toBe(false);
    await done;
    expect(channels.asked).toEqual(['subscribe A,B', 'read A,B']);
    expect(taken).toMatchObject([{ symbol: 'B', seq: 7 }]);
    expect(heard.isHeard('A')).toBe(true);
  });

  it('takes together what comes while others are subscribed, and each symbol once', async () => {
    const { channels, heard } = hearing();
    await Promise.all([heard.hear(['A']), heard.hear(['B']), heard.hear(['C', 'A'])]);
    expect(channels.asked).toEqual(['subscribe A', 'read A', 'subscribe B,C', 'read B,C']);
  });

  it('takes many in parts', async () => {
    const { channels, heard } = hearing();
    await heard.hear(Array.from({ length: 10_000 }, (_, i) => `S${i}`));
    expect(channels.asked.filter((asked) => asked.startsWith('subscribe'))).toHaveLength(20);
    expect(channels.asked).toHaveLength(40);
    expect(heard.isHeard('S9999')).toBe(true);
  });

  it('unsubscribes what the last holder let go, a while later', async () => {
    const { channels, heard } = hearing();
    await heard.hear(['A', 'B']);
    await heard.hear(['A']);
    channels.asked.length = 0;
    heard.letGo(['A', 'B']);
    jest.advanceTimersByTime(LINGER_MS);
    expect(heard.isHeard('B')).toBe(true);
    jest.advanceTimersByTime(LINGER_MS);
    expect(channels.asked).toEqual(['unsubscribe B']);
    expect([heard.isHeard('A'), heard.isHeard('B'), heard.count]).toEqual([true, false, 1]);
    heard.letGo(['A']);
    jest.advanceTimersByTime(2 * LINGER_MS);
    expect(channels.asked).toEqual(['unsubscribe B', 'unsubscribe A']);
    expect([heard.count, jest.getTimerCount()]).toEqual([0, 0]);
  });

  it('asks for nothing when what was let go is wanted again in time', async () => {
    const { channels, heard } = hearing();
    await heard.hear(['A']);
    channels.asked.length = 0;
    for (let i = 0; i < 5; i += 1) {
      heard.letGo(['A']);
      jest.advanceTimersByTime(LINGER_MS);
      await heard.hear(['A']);
      jest.advanceTimersByTime(LINGER_MS);
    }
    expect(channels.asked).toEqual([]);
    expect(heard.isHeard('A')).toBe(true);
  });

  it('subscribes and reads all again when something may have been missed, and counts nothing as heard until then', async () => {
    const { channels, heard } = hearing();
    await heard.hear(['A', 'B']);
    channels.asked.length = 0;
    heard.missed();
    expect(heard.isHeard('A')).toBe(false);
    await heard.settle();
    expect(channels.asked).toEqual(['subscribe A,B', 'read A,B']);
    expect(heard.isHeard('A')).toBe(true);
  });

  it('does not count as heard what was missed while it was being read', async () => {
    const { channels, heard } = hearing();
    const read = channels.lastTicks.bind(channels);
    channels.lastTicks = (symbols) => {
      channels.lastTicks = read;
      heard.missed();
      return read(symbols);
    };
    await heard.hear(['A']);
    expect(channels.asked).toEqual(['subscribe A', 'read A', 'subscribe A', 'read A']);
    expect(heard.isHeard('A')).toBe(true);
  });

  it('holds nobody up while the source is away, and hears once it is back', async () => {
    const { channels, heard } = hearing();
    channels.isThere = false;
    await heard.hear(['A']);
    expect(channels.asked).toEqual([]);
    channels.isThere = true;
    await heard.settle();
    expect(heard.isHeard('A')).toBe(true);
  });

  it('lets nobody wait after the source has failed, until it answers', async () => {
    const { channels, heard } = hearing();
    channels.refuses = true;
    const first = heard.hear(['A']);
    await jest.advanceTimersByTimeAsync(1_000);
    await first;
    await heard.hear(['B']);
    expect(channels.asked).toEqual(['subscribe A']);
    channels.refuses = false;
    await heard.settle();
    expect(channels.asked.at(-1)).toBe('read A,B');
  });

  it('lets who begins to hear wait no longer than its patience for a source that says nothing', async () => {
    const { channels, heard } = hearing();
    channels.subscribe = () => new Promise<void>(() => undefined);
    const done = heard.hear(['A']);
    await jest.advanceTimersByTimeAsync(1_000);
    await expect(done).resolves.toBeUndefined();
    expect(heard.isHeard('A')).toBe(false);
  });
});
