import { DAY_MS } from '../../src/common/calendar/day-length';
import { loadEnvironment } from '../../src/config/load-environment';
import { ExDates } from '../../src/market/events/ex-dates';
import type { LastCloses, ToldClose } from '../../src/market/events/last-closes';
import type { HistoryFiller } from '../../src/market/history/series/history-filler';
import { exchangeHours } from '../../src/market/model/exchange-hours';
import { localTime } from '../../src/market/model/local-time';
import type { MarketDataProvider } from '../../src/market/providers/market-data-provider';
import { ProviderError } from '../../src/market/providers/provider-error';
import { FleetLocks } from '../../src/market/quotes/fleet-locks';
import { OptionalRedis } from '../../src/platform/redis/optional-redis';
import { RedisConnections } from '../../src/platform/redis/redis-connections';
import { testVariables } from '../support/application/app';
import { quoteOf } from '../support/features/quotes';

const provider = { name: 'yahoo-finance' } as MarketDataProvider;

describe('the newest days that a session calls for', () => {
  const opened: RedisConnections[] = [];
  let environment: ReturnType<typeof loadEnvironment>;
  let asked: string[];

  async function instance(renewing: (symbol: string) => Promise<void> = () => Promise.resolve()) {
    const redis = new RedisConnections(environment);
    opened.push(redis);
    await redis.onModuleInit();
    const locks = new FleetLocks(new OptionalRedis(redis, 'market'));
    const last: ToldClose = { provider, day: 1, close: 100, currency: 'USD' };
    const closes = {
      of: (symbols: string[]) => Promise.resolve(new Map(symbols.map((symbol) => [symbol, last]))),
      forget: () => undefined,
    } as unknown as LastCloses;
    const filler = {
      renew: (_: MarketDataProvider, symbol: string) => {
        asked.push(symbol);
        return renewing(symbol);
      },
    } as unknown as HistoryFiller;
    return { dates: new ExDates(closes, filler, locks, environment), locks };
  }

  const quotes = (count: number) => Array.from({ length: count }, (_, i) => quoteOf(`EX${i}`));
  const sessionOf = ({ symbol, timestamp }: { symbol: string; timestamp: string }) =>
    `session:${symbol}:${localTime(new Date(timestamp), exchangeHours(symbol).timeZone).day}`;

  beforeEach(() => {
    environment = loadEnvironment(testVariables());
    asked = [];
  });

  afterEach(() => {
    for (const redis of opened.splice(0)) redis.close();
  });

  it('are had by a process that starts later for those alone that no other has asked for', async () => {
    const [first, second] = [await instance(), await instance()];
    const all = quotes(45);
    for (let run = 0; run < 8; run += 1) await first.dates.follow(all.slice(0, 40));
    expect(new Set(asked).size).toBe(40);
    expect(asked).toHaveLength(40);
    await second.dates.follow(all);
    expect(asked.slice(40).sort()).toEqual(['EX40', 'EX41', 'EX42', 'EX43', 'EX44']);
  });

  it('are looked for in Redis once while they are held', async () => {
    const [first, second] = [await instance(), await instance()];
    const all = quotes(5);
    await first.dates.follow(all);
    await second.dates.follow(all);
    const looks = jest.spyOn(second.locks, 'held');
    await second.dates.follow(all);
    expect(looks).not.toHaveBeenCalled();
    expect(asked).toHaveLength(5);
  });

  it.each(['no_data', 'unknown_symbol'] as const)(
    'rest as long where the provider answers %s',
    async (kind) => {
      const { dates, locks } = await instance(() =>
        Promise.reject(new ProviderError(kind, 'it has no prices')),
      );
      const [quote] = quotes(1);
      await dates.follow([quote!]);
      const held = await locks.held([sessionOf(quote!)]);
      expect(held.get(sessionOf(quote!))).toBeGreaterThan(DAY_MS / 2);
    },
  );

  it('are asked for again soon where the provider failed', async () => {
    const { dates, locks } = await instance(() =>
      Promise.reject(new ProviderError('unavailable', 'it is down')),
    );
    const [quote] = quotes(1);
    await dates.follow([quote!]);
    const left = (await locks.held([sessionOf(quote!)])).get(sessionOf(quote!));
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(DAY_MS / 2);
  });
});
