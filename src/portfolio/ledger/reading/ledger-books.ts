import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DAY_MS } from '../../../common/calendar/day-length';
import { formatDay, parseDay } from '../../../analytics/calendar';
import { Clock } from '../../../common/clock';
import { validationFailed } from '../../../common/errors/http.errors';
import { Owner } from '../../../common/identity/owner';
import { Computations } from '../../threads/computations';
import type { BookFigures } from './book-figures';
import { LedgerReader, ReadLedger } from './ledger-reader';

/** A ledger with what its books say up to a day. */
export interface LedgerBook {
  readonly read: ReadLedger;
  readonly toDay: number;
  readonly figures: BookFigures;
}

const MOST_KEPT = 20;
/** Pages of one list come soon after each other; rates may change meanwhile. */
const KEPT_MS = 30_000;

/** What the books of ledgers say: lots, gains, income, cash. */
@Injectable()
export class LedgerBooks {
  private readonly kept = new LRUCache<string, Promise<BookFigures>>({ max: MOST_KEPT, ttl: KEPT_MS });

  constructor(
    private readonly reader: LedgerReader,
    private readonly computations: Computations,
    private readonly clock: Clock,
  ) {}

  /**
   * @param asOf the last day that counts; today, or the day of the last line, when left out
   * @throws DomainError `portfolio.not_found`, `portfolio.busy`, `validation.failed` for a day to come
   */
  async of(owner: Owner, portfolioId: string, asOf?: string): Promise<LedgerBook> {
    this.refuseFuture(asOf);
    const read = await this.reader.read(owner, portfolioId);
    const order = this.reader.orderOf(read, asOf === undefined ? undefined : parseDay(asOf));
    const key = JSON.stringify([
      portfolioId,
      read.ledger.revision,
      order.toDay,
      read.events,
      [...read.worths],
    ]);
    let figures = this.kept.get(key);
    if (!figures) {
      figures = this.computations.bookFigures(order);
      this.kept.set(key, figures);
      figures.catch(() => this.kept.delete(key));
    }
    return { read, toDay: order.toDay, figures: await figures };
  }

  private refuseFuture(asOf: string | undefined): void {
    const tomorrow = formatDay(Math.floor(this.clock.now().getTime() / DAY_MS) + 1);
    if (asOf === undefined || asOf <= tomorrow) return;
    throw validationFailed([{ field: 'as_of', message: 'as_of must not be in the future' }]);
  }
}
