import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { Owner } from '../common/identity/owner';
import { decodeCursor, Page, pageOf } from '../common/paging/cursor';
import { Alert, ObservedPrice } from './alert';
import { AlertsRepository, AlertWish } from './alerts.repository';
import { alertNotFound, MAX_ACTIVE_ALERTS, tooManyAlerts } from './notifications.errors';
import { NotificationsService } from './notifications.service';

const BATCH = 500;
const AT_ONCE = 20;

/** Tells the price of an instrument, undefined when it cannot be had now; rejects when there is no such instrument. */
export type PriceQuestion = (symbol: string) => Promise<number | undefined>;

/** Price alerts: each fires once, in whichever process sees the price first. */
@Injectable()
export class AlertsService {
  private priceOf: PriceQuestion = () => Promise.resolve(undefined);

  constructor(
    private readonly alerts: AlertsRepository,
    private readonly notifications: NotificationsService,
    private readonly clock: Clock,
  ) {}

  /** What is asked before an alert is stored: this room knows no instruments, the one above does. */
  askPricesOf(priceOf: PriceQuestion): void {
    this.priceOf = priceOf;
  }

  /**
   * Stores an alert; one that the price of now reaches fires at once.
   * @throws DomainError `alert.too_many`, and what is said of a symbol that nobody knows
   */
  async create(userId: string, wish: AlertWish): Promise<Alert> {
    const { symbol } = wish;
    const price = await this.priceOf(symbol);
    const stored = await this.store(userId, wish);
    // The alert is stored, so that what fails here is made up for by the next price.
    if (price !== undefined) void this.evaluate([{ symbol, price }]).catch(() => undefined);
    return stored;
  }

  async list(userId: string, { limit, cursor }: { limit: number; cursor?: string }): Promise<Page<Alert>> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    return pageOf(await this.alerts.page(userId, { limit, after }), limit, (row) => row);
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
  }

  /** The symbols that somebody waits for: market keeps them fresh. */
  symbolsWithAlerts(): Promise<string[]> {
    return this.alerts.symbolsWithActive();
  }

  /** Fires the alerts that these prices reach; called wherever ticks are produced. */
  async evaluate(prices: ObservedPrice[]): Promise<void> {
    const usable = prices.filter(({ price }) => Number.isFinite(price) && price > 0);
    if (usable.length === 0) return;
    const priceOf = new Map(usable.map(({ symbol, price }) => [symbol, price]));
    for (;;) {
      const reached = await this.alerts.reachedBy(usable, BATCH);
      await eachOf(reached, ({ id, symbol }) => this.fire(id, priceOf.get(symbol) ?? 0));
      if (reached.length < BATCH) return;
    }
  }

  /** Notifies of alerts that fired before a crash could tell. */
  async announceLeftBehind(before: Date, limit: number): Promise<void> {
    for (const alert of await this.alerts.findUnnotifiedBefore(before, limit)) await this.announce(alert);
  }

  private async store(userId: string, wish: AlertWish): Promise<Alert> {
    for (;;) {
      const taken = new Set(await this.alerts.slotsOf(userId));
      const free = slotsFor(userId).filter((slot) => !taken.has(slot));
      if (free.length === 0) throw tooManyAlerts();
      // A random slot, so that orders in parallel seldom want the same one.
      const stored = await this.alerts.insertIntoSlot(userId, free[randomInt(free.length)] as string, wish);
      if (stored) return stored;
    }
  }

  private async fire(id: string, price: number): Promise<void> {
    const fired = await this.alerts.fire(id, price, this.clock.now());
    if (fired) await this.announce(fired);
  }

  private async announce(alert: Alert): Promise<void> {
    const { id, user_id, symbol, condition, price, fired_price } = alert;
    await this.notifications.notify({
      user_id,
      kind: 'price_alert',
      dedupe_key: `price_alert:${id}`,
      title: `${symbol} is at ${fired_price}`,
      body: `You asked to hear when it is at ${price} or ${condition}. This alert is now spent.`,
      facts: { symbol, price: fired_price ?? price, condition, target: price },
    });
    await this.alerts.markNotified(id, this.clock.now());
  }
}

/** Side by side, but few enough not to take the whole connection pool. */
async function eachOf<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += AT_ONCE) {
    await Promise.all(items.slice(start, start + AT_ONCE).map(work));
  }
}

const slotsFor = (userId: string) =>
  Array.from({ length: MAX_ACTIVE_ALERTS }, (_, number) => `${userId}:${number}`);
