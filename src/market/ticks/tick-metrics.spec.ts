import { Registry } from 'prom-client';
import { quoteOf } from '../../../test/support/features/quotes';
import { Tick } from './tick';
import type { TickFeed, TickListener } from './tick-feed';
import { TickMetrics } from './tick-metrics';

const WEDNESDAY = '2026-03-04T15:00:00Z';
const SATURDAY = '2026-03-07T15:00:00Z';

function measuring() {
  const now = { at: new Date(WEDNESDAY) };
  const watched: string[] = [];
  const last = new Map<string, Tick>();
  let listener: TickListener = () => undefined;
  const feed = {
    onTick: (given: TickListener) => {
      listener = given;
      return () => undefined;
    },
    watched: () => watched,
    latest: (symbol: string) => last.get(symbol),
  };
  const registry = new Registry();
  const metrics = new TickMetrics(feed as unknown as TickFeed, { now: () => now.at }, registry);
  metrics.onModuleInit();
  const tick = (symbol: string, isNew = true) => {
    const received_at = now.at.toISOString();
    const one = { seq: 1, ...quoteOf(symbol, { source: 'yahoo-finance', received_at }) };
    last.set(symbol, one);
    listener(one, isNew);
  };
  const pass = (seconds: number) => (now.at = new Date(now.at.getTime() + seconds * 1_000));
  const figure = async (name: string) => {
    const line = new RegExp(`^tickfolio_tick_${name} (\\S+)$`, 'm').exec(await registry.metrics());
    return line ? Number(line[1]) : undefined;
  };
  return { now, watched, tick, pass, figure };
}

describe('the silence of ticks', () => {
  it('is none while nobody watches anything here, however long nothing is heard', async () => {
    const { watched, tick, pass, figure } = measuring();
    tick('AAPL');
    pass(600);
    expect(await figure('silence_seconds')).toBeUndefined();
    watched.push('AAPL');
    expect(await figure('silence_seconds')).toBe(0);
    pass(200);
    expect(await figure('silence_seconds')).toBe(200);
    tick('AAPL');
    pass(5);
    expect(await figure('silence_seconds')).toBe(5);
  });

  it('is none while no market trades of what is watched', async () => {
    const { now, watched, tick, pass, figure } = measuring();
    now.at = new Date(SATURDAY);
    watched.push('AAPL', 'NOSUCH');
    tick('AAPL');
    pass(600);
    expect(await figure('silence_seconds')).toBeUndefined();
  });

  it('is not ended by a tick that was read, whose age says nothing either', async () => {
    const { watched, tick, pass, figure } = measuring();
    watched.push('AAPL');
    tick('AAPL');
    pass(100);
    tick('AAPL', false);
    expect(await figure('age_seconds_count')).toBe(1);
    expect(await figure('silence_seconds')).toBe(100);
  });
});
