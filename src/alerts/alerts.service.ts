import { Injectable, OnModuleInit } from '@nestjs/common';
import { DAY_SECONDS } from '../common/calendar/day-length';
import { Clock } from '../common/clock';
import { asOwner, Owner } from '../common/identity/owner';
import { Page, PageRequest, pageOf } from '../common/paging/cursor';
import { inParts } from '../common/in-parts';
import { Turns } from '../common/turns';
import { insertIntoFreeSlot } from '../platform/mongo/insert-into-free-slot';
import { Counters } from '../platform/http/limits/counters';
import { Alert } from './alert';
import { priceIn, QuotedPrice, quotedPrice, unitByQuote } from './alert-unit';
import { AlertFilter, AlertsRepository, AlertWish, ReachedAlert } from './alerts.repository';
import {
  alertNotFound,
  delistedSymbol,
  MAX_ACTIVE_ALERTS,
  MAX_SPENT_AT_ONCE,
  tooManyAlerts,
  wrongCurrency,
} from './alerts.errors';
import { InstrumentChanges } from '../market/changes/instrument-changes';
import { unknownSymbol } from '../market/model/market.errors';
import { Quote } from '../market/model/quote';
import { QuoteFetcher } from '../market/quotes/quote-fetcher';
import { QuotesService } from '../market/quotes/quotes.service';
import { StoredHold, TrackedSymbols } from '../market/ticks/tracked-symbols';
import { NotificationsService } from '../notifications/notifications.service';

/** What a user asks for; the unit may be left out. */
export type WantedAlert = Omit<AlertWish, 'currency'> & { currency?: string };

/** How many alerts of one user are made at a time: each is a dozen steps to the stores and back, beside everybody's requests. */
const AT_ONCE_OF_ONE = 2;
const BATCH = 500;
const AT_ONCE = 20;

/** Price alerts: each fires once, in whichever process sees the price first. */
@Injectable()
export class AlertsService implements OnModuleInit {
  private readonly turns = new Turns({ places: Infinity, ofOne: AT_ONCE_OF_ONE });

  constructor(
    private readonly alerts: AlertsRepository,
    private readonly notifications: NotificationsService,
    private readonly quotes: QuotesService,
    private readonly fetcher: QuoteFetcher,
    private readonly tracked: TrackedSymbols,
    private readonly changes: InstrumentChanges,
    private readonly counters: Counters,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.fetcher.onFetched((quotes) => {
      const now = this.clock.now();
      return this.evaluate(quotes.map((quote) => quotedPrice(quote, now)));
    });
    this.tracked.restoreFrom(() => this.holds());
  }

  /**
   * Stores an alert; one that the current price reaches fires at once and counts for a day, as if it waited. While no
   * provider can be asked, any symbol is taken, and in any currency where nothing is stored of it.
   * @throws DomainError `alert.too_many`, `alert.wrong_currency`, `alert.delisted`, `market.unknown_symbol`
   */
  create(userId: string, wanted: WantedAlert): Promise<Alert> {
    return this.turns.run(() => this.made(userId, wanted), userId);
  }

  async list(userId: string, query: AlertFilter & PageRequest): Promise<Page<Alert>> {
    return pageOf(await this.alerts.page(userId, query, query), query, (row) => row);
  }

  /** @throws DomainError `alert.not_found` */
  async get(owner: Owner, id: string): Promise<Alert> {
    const alert = await this.alerts.find(owner, id);
    if (!alert) throw alertNotFound();
    return alert;
  }

  /** @throws DomainError `alert.not_found` */
  async delete(owner: Owner, id: string): Promise<void> {
    if (!(await this.alerts.delete(owner, id))) throw alertNotFound();
    await this.tracked.release(holderOf(id));
  }

  /** Fires the alerts that these prices reach; one that is not the newest, those that waited when it was true. */
  async evaluate(prices: QuotedPrice[]): Promise<void> {
    const usable = prices.filter(({ price }) => Number.isFinite(price));
    if (usable.length === 0) return;
    for (;;) {
      const reached = await this.alerts.reachedBy(usable, BATCH);
      await eachOf(reached, (alert) => this.fire(alert));
      if (reached.length < BATCH) return;
    }
  }

  /** Notifies of alerts that fired before a crash could tell. */
  async announceLeftBehind(before: Date, limit: number): Promise<void> {
    for (const alert of await this.alerts.findUnnotifiedBefore(before, limit)) await this.announce(alert);
  }

  private async *holds(): AsyncGenerator<StoredHold> {
    for await (const { id, user_id, symbol } of this.alerts.active())
      yield { holder: holderOf(id), symbols: [symbol], account: user_id };
  }

  private async made(userId: string, { currency, ...wanted }: WantedAlert): Promise<Alert> {
    const { symbol } = wanted;
    const quote = await this.quoteOf(symbol);
    const unit = quote ? unitByQuote(currency, quote) : (currency ?? null);
    const price = quote && quotedPrice(quote, this.clock.now());
    if (price && unit === undefined) throw wrongCurrency([...new Set([price.quotedIn, price.currency])]);
    const wish = { ...wanted, currency: unit ?? null };
    const isNow = price && !price.trueAt;
    if (isNow && isReached(wish, price)) await this.countSpentAtOnce(userId);
    const stored = await this.store(userId, wish);
    await this.tracked.hold(holderOf(stored.id), [symbol], userId);
    if (!isNow) return stored;
    // The alert is stored, so that what fails here is made up for by the next price.
    await this.evaluate([price]).catch(() => undefined);
    return (await this.alerts.find(asOwner(userId), stored.id)) ?? stored;
  }

  /**
   * The last quote that is known, however old; undefined where there is none.
   * @throws DomainError `alert.delisted`, `market.unknown_symbol`
   */
  private async quoteOf(symbol: string): Promise<Quote | undefined> {
    const delisted = this.changes.delistedSince(symbol);
    if (delisted !== null) throw delistedSymbol(symbol, delisted);
    const { items, missing } = await this.quotes.quotes([symbol]);
    if (missing.some(({ reason }) => reason === 'unknown_symbol')) throw unknownSymbol(symbol);
    return items[0];
  }

  private async store(userId: string, wish: AlertWish): Promise<Alert> {
    const stored = await insertIntoFreeSlot(
      userId,
      MAX_ACTIVE_ALERTS,
      () => this.alerts.slotsOf(userId),
      (slot) => this.alerts.insertIntoSlot(userId, slot, wish),
    );
    if (!stored) throw tooManyAlerts();
    return stored;
  }

  /** Counted before it is stored, so that neither parallel orders nor a withdrawal pass the cap. */
  private async countSpentAtOnce(userId: string): Promise<void> {
    const { count } = await this.counters.add(`alerts-spent-at-once:${userId}`, 1, DAY_SECONDS);
    if (count > MAX_SPENT_AT_ONCE) throw tooManyAlerts();
  }

  private async fire(reached: ReachedAlert): Promise<void> {
    const fired = await this.alerts.fire(reached, this.clock.now());
    if (!fired) return;
    await Promise.all([this.announce(fired), this.tracked.release(holderOf(reached.id))]);
  }

  private async announce(alert: Alert): Promise<void> {
    const { id, user_id, symbol, condition, price, currency, fired_price } = alert;
    await this.notifications.notify({
      user_id,
      kind: 'price_alert',
      dedupe_key: `price_alert:${id}`,
      title: `${symbol} is at ${fired_price} ${currency}`,
      body: `You asked to hear when it is at ${price} or ${condition}. This alert is now spent.`,
      facts: {
        alert_id: id,
        symbol,
        price: fired_price ?? price,
        condition,
        target: price,
        ...(currency !== null && { currency }),
      },
    });
    await this.alerts.markNotified(id, this.clock.now());
  }
}

/** Side by side, but few enough not to take the whole connection pool. */
async function eachOf<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  for (const some of inParts(items, AT_ONCE)) await Promise.all(some.map(work));
}

function isReached({ condition, price: target, currency }: AlertWish, quoted: QuotedPrice): boolean {
  const price = priceIn(currency, quoted);
  return condition === 'above' ? price >= target : price <= target;
}

const holderOf = (id: string) => `alert:${id}`;
