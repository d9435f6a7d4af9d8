import { Injectable, OnModuleInit } from '@nestjs/common';
import { Owner } from '../common/identity/owner';
import { isEmpty } from '../common/validation/is-empty';
import { QuoteBatch, QuotesService } from '../market/quotes/quotes.service';
import { StoredHold, TrackedSymbols } from '../market/ticks/tracked-symbols';
import { insertIntoFreeSlot } from '../platform/mongo/insert-into-free-slot';
import { MAX_WATCHLISTS, Watchlist, WatchlistContent } from './watchlist';
import { tooManyWatchlists, watchlistChanged, watchlistNotFound } from './watchlists.errors';
import { WatchlistsRepository } from './watchlists.repository';

/** Watchlists: their symbols are held fresh as long as they are on a list. */
@Injectable()
export class WatchlistsService implements OnModuleInit {
  constructor(
    private readonly watchlists: WatchlistsRepository,
    private readonly quotes: QuotesService,
    private readonly tracked: TrackedSymbols,
  ) {}

  onModuleInit(): void {
    this.tracked.restoreFrom(() => this.holds());
  }

  /** @throws DomainError `watchlist.too_many` */
  async create(userId: string, content: WatchlistContent): Promise<Watchlist> {
    const created = await insertIntoFreeSlot(
      userId,
      MAX_WATCHLISTS,
      () => this.watchlists.slotsOf(userId),
      (slot) => this.watchlists.insertIntoSlot(userId, slot, content),
    );
    if (!created) throw tooManyWatchlists();
    await this.hold(created);
    return created;
  }

  list(userId: string): Promise<Watchlist[]> {
    return this.watchlists.list(userId);
  }

  async find(owner: Owner, id: string): Promise<Watchlist | undefined> {
    return (await this.watchlists.find(owner, id)) ?? undefined;
  }

  /** @throws DomainError `watchlist.not_found`, also for somebody else's */
  async get(owner: Owner, id: string): Promise<Watchlist> {
    const watchlist = await this.find(owner, id);
    if (!watchlist) throw watchlistNotFound();
    return watchlist;
  }

  /**
   * @param version the version the caller has seen; any when left out
   * @throws DomainError `watchlist.not_found`, `watchlist.changed`
   */
  async update(
    owner: Owner,
    id: string,
    change: Partial<WatchlistContent>,
    version?: number,
  ): Promise<Watchlist> {
    if (isEmpty(change)) {
      const watchlist = await this.get(owner, id);
      if (version !== undefined && watchlist.version !== version) throw watchlistChanged();
      return watchlist;
    }
    const updated = await this.watchlists.update(owner, id, change, version);
    if (!updated) throw await this.refusal(owner, id);
    if (change.items) await this.hold(updated);
    return updated;
  }

  /**
   * @param version as for `update`
   * @throws DomainError `watchlist.not_found`, `watchlist.changed`
   */
  async delete(owner: Owner, id: string, version?: number): Promise<void> {
    if (!(await this.watchlists.delete(owner, id, version))) throw await this.refusal(owner, id);
    await this.tracked.release(holderOf(id));
  }

  /**
   * The quotes of a list, in its order, and the symbols that have none.
   * @throws DomainError `watchlist.not_found`
   */
  async quotesOf(owner: Owner, id: string): Promise<QuoteBatch> {
    const { items } = await this.get(owner, id);
    return this.quotes.quotes(items.map(({ symbol }) => symbol));
  }

  private async refusal(owner: Owner, id: string) {
    return (await this.watchlists.find(owner, id)) ? watchlistChanged() : watchlistNotFound();
  }

  private hold({ id, user_id, items }: Watchlist): Promise<void> {
    return this.tracked.hold(
      holderOf(id),
      items.map(({ symbol }) => symbol),
      user_id,
    );
  }

  private async *holds(): AsyncGenerator<StoredHold> {
    for await (const { id, user_id, symbols } of this.watchlists.symbols())
      yield { holder: holderOf(id), symbols, account: user_id };
  }
}

const holderOf = (id: string) => `watchlist:${id}`;
