import { EventEmitter, once } from 'node:events';
import type { Socket } from 'socket.io';
import { SystemClock } from '../../common/clock';
import type { InstanceHold } from '../../market/stream/instance-hold';
import type { TickFeed } from '../../market/ticks/tick-feed';
import type { PortfoliosService } from '../portfolios.service';
import { PortfolioWatch } from './portfolio-watch';
import type { WatchedLots, WatchWish } from './watched-lots';
import type { WatchedQuotes } from './watched-quotes';

const owner = { userId: 'ada', isSuperuser: false };

describe('PortfolioWatch', () => {
  it('lets a connection watch two hundred portfolios, however many it asks for at once', async () => {
    const lots = {
      of: (_owner: object, { portfolioId: id }: WatchWish) =>
        Promise.resolve({ id, currency: 'USD', version: 1, assets: [], cash: [] }),
    } as unknown as WatchedLots;
    const quotes = {
      of: () => Promise.resolve({ askedAs: new Map(), quotes: [] }),
    } as unknown as WatchedQuotes;
    const watch = new PortfolioWatch(
      {} as PortfoliosService,
      lots,
      quotes,
      { hear: () => Promise.resolve() } as unknown as TickFeed,
      {} as InstanceHold,
      new SystemClock(),
    );
    const socket = { connected: true } as Socket;
    const answers = await Promise.allSettled(
      Array.from({ length: 201 }, (_, i) =>
        watch.watch(socket, owner, { portfolioId: String(i), account: null }),
      ),
    );
    const refused = answers.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject([{ reason: { code: 'portfolio.too_many_watched' } }]);
    expect(watch.watchedBy(socket)).toHaveLength(200);
    watch.leave(socket);
    expect(watch.watchedBy(socket)).toEqual([]);
  });

  it('hears nothing of what its last connection left while its new lots were looked up', async () => {
    const portfolio = (version: number) => ({
      id: 'one',
      user_id: 'ada',
      currency: 'USD',
      version,
      assets: [],
      cash: [],
    });
    const asked = () => ({ askedAs: new Map([['AAPL', '']]), quotes: [] });
    const lookup = new EventEmitter();
    const begun = once(lookup, 'begun');
    const of = jest
      .fn()
      .mockResolvedValueOnce(asked())
      .mockImplementationOnce(async () => {
        lookup.emit('begun');
        await once(lookup, 'answer');
        return asked();
      });
    let heard: () => Iterable<string> = () => ['not told'];
    const feed = {
      onTick: () => () => undefined,
      watchedBy: (symbols: typeof heard) => (heard = symbols),
      hear: () => Promise.resolve(),
      letGo: () => undefined,
    };
    const watch = new PortfolioWatch(
      { find: () => Promise.resolve(portfolio(2)) } as unknown as PortfoliosService,
      { of: () => Promise.resolve(portfolio(1)) } as unknown as WatchedLots,
      { of, toldAnew: () => Promise.resolve(new Set()) } as unknown as WatchedQuotes,
      feed as unknown as TickFeed,
      { holdAlso: () => undefined, changed: () => undefined } as unknown as InstanceHold,
      new SystemClock(),
    );
    watch.onModuleInit();
    const socket = { connected: true } as Socket;
    await watch.watch(socket, owner, { portfolioId: 'one', account: null });
    expect([...heard()]).toEqual(['AAPL']);
    const revisiting = watch.revisit();
    await begun;
    watch.leave(socket);
    lookup.emit('answer');
    await revisiting;
    expect([...heard()]).toEqual([]);
  });

  it('asks ever more rarely for what stays missing, and anew once something else is held', async () => {
    const assets = [{ symbol: 'AAPL' }];
    const held = { id: 'one', user_id: 'ada', currency: 'USD', version: 1, assets, cash: [] };
    const asked: number[] = [];
    const quotes = {
      of: () => Promise.resolve({ askedAs: new Map([['AAPL', '']]), quotes: [] }),
      ofMissing: (due: object[]) => {
        asked.push(due.length);
        return [];
      },
    };
    const watch = new PortfolioWatch(
      {} as PortfoliosService,
      { of: () => Promise.resolve(held) } as unknown as WatchedLots,
      quotes as unknown as WatchedQuotes,
      { hear: () => Promise.resolve(), letGo: () => undefined } as unknown as TickFeed,
      {} as InstanceHold,
      new SystemClock(),
    );
    const begin = () =>
      watch.watch({ connected: true } as Socket, owner, { portfolioId: 'one', account: null });
    await begin();
    for (let turn = 0; turn < 8; turn++) await watch.askAgain();
    await begin();
    await watch.askAgain();
    expect(asked).toEqual([1, 1, 0, 1, 0, 0, 0, 1, 1]);
  });
});
