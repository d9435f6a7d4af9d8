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
});
