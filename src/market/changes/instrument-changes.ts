import { Injectable, Logger, OnModuleInit } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { calendarDayOf } from '../../common/calendar/calendar-day';
import { Clock } from '../../common/clock';
import { Page, PageRequest, pageOf } from '../../common/paging/cursor';
import { insertIntoFreeSlot } from '../../platform/mongo/insert-into-free-slot';
import { RecordChanges } from '../../platform/records/record-changes';
import { OneAtATime } from '../../platform/schedule/one-at-a-time.decorator';
import { InstrumentChange } from './instrument-change';
import { changeNotFound, changesInCircle, tooManyChanges } from './instrument-changes.errors';
import { InstrumentChangeFilter, InstrumentChangesRepository } from './instrument-changes.repository';

export const MOST_CHANGES = 2_000;
/** How soon a process hears of a change that nobody tells it of. */
const RELOAD_MS = 10_000;
const KIND = 'instrument-changes';

/**
 * What administrators say became of instruments. Ledgers, lists and alerts keep their symbols; providers are asked under
 * the present ones. Kept in memory, since every question for a price looks here.
 */
@Injectable()
export class InstrumentChanges implements OnModuleInit {
  private readonly logger = new Logger(InstrumentChanges.name);
  private known: ReadonlyMap<string, InstrumentChange> = new Map();
  private begun = 0;
  private newest = 0;

  constructor(
    private readonly changes: InstrumentChangesRepository,
    private readonly others: RecordChanges,
    private readonly clock: Clock,
  ) {
    others.listen(KIND, { changing: () => this.readBehind(), unheard: () => undefined });
  }

  /** Not waited for: until they are known, symbols are what they are. */
  onModuleInit(): void {
    this.readBehind();
  }

  @Interval(RELOAD_MS)
  @OneAtATime()
  reload(): Promise<void> {
    return this.read();
  }

  /** The symbol that an instrument is traded under now; its own where nothing was said, or nothing that holds yet. */
  currentSymbol(symbol: string): string {
    let current = symbol;
    // No longer than there are changes, so that a circle that two made at once comes to an end.
    for (let step = 0; step < this.known.size; step++) {
      const into = this.holding(current)?.into;
      if (!into) break;
      current = into;
    }
    return current;
  }

  /**
   * What an answer about a symbol is remembered under: what was told of it before a change, such as that it is unknown, is
   * not what would be told after it.
   */
  memoryKey(symbol: string): string {
    const current = this.currentSymbol(symbol);
    return current === symbol ? symbol : `${symbol}>${current}`;
  }

  /**
   * As `memoryKey`, for what is made of prices: those of the days from which on it is delisted count no more once that is
   * said, and count again once it is taken back.
   */
  pricesKey(symbol: string): string {
    const since = this.delistedSince(symbol);
    return since === null ? this.memoryKey(symbol) : `${this.memoryKey(symbol)}>${since}`;
  }

  /** Since when it is traded no more, `YYYY-MM-DD`; null for what is traded, also where a later day was said. */
  delistedSince(symbol: string): string | null {
    const change = this.holding(this.currentSymbol(symbol));
    return change?.kind === 'delisted' ? change.since : null;
  }

  isDelisted(symbol: string): boolean {
    return this.delistedSince(symbol) !== null;
  }

  /** Symbols apart: those that are traded, and those that are no more. */
  byTrading(symbols: readonly string[]): { traded: string[]; delisted: string[] } {
    const [traded, delisted]: [string[], string[]] = [[], []];
    for (const symbol of symbols) (this.isDelisted(symbol) ? delisted : traded).push(symbol);
    return { traded, delisted };
  }

  /** @throws DomainError `instrument.changes_in_circle`, `instrument.too_many_changes` */
  async put(wish: Pick<InstrumentChange, 'symbol' | 'kind' | 'into' | 'since'>): Promise<InstrumentChange> {
    await this.read();
    const { symbol, into } = wish;
    if (into && (into === symbol || this.leadsTo(into, symbol))) throw changesInCircle(symbol, into);
    const change = { ...wish, created_at: this.clock.now() };
    const kept =
      (await this.changes.replace(change)) ??
      (await insertIntoFreeSlot(
        'installation',
        MOST_CHANGES,
        () => this.changes.slots(),
        (slot) => this.changes.insertIntoSlot(slot, change),
      ));
    if (!kept) throw tooManyChanges(MOST_CHANGES);
    await this.changed(symbol);
    return kept;
  }

  /** @throws DomainError `instrument.change_not_found` */
  async remove(symbol: string): Promise<void> {
    if (!(await this.changes.delete(symbol))) throw changeNotFound();
    await this.changed(symbol);
  }

  async page(query: InstrumentChangeFilter & PageRequest): Promise<Page<InstrumentChange>> {
    return pageOf(await this.changes.page(query, query), query, (change) => change);
  }

  /** What was said of a symbol, from its day on. */
  private holding(symbol: string): InstrumentChange | undefined {
    const change = this.known.get(symbol);
    return change && change.since <= calendarDayOf(this.clock.now()) ? change : undefined;
  }

  private async changed(symbol: string): Promise<void> {
    await Promise.all([this.read(), this.others.announce(KIND, symbol)]);
  }

  /** Of readings that overlap the one that began last counts. */
  private async read(): Promise<void> {
    const turn = (this.begun += 1);
    const all = await this.changes.all();
    if (turn < this.newest) return;
    this.newest = turn;
    this.known = new Map(all.map((change) => [change.symbol, change]));
  }

  private readBehind(): void {
    this.read().catch((error: unknown) => this.logger.warn(`changes were not read: ${String(error)}`));
  }

  private leadsTo(from: string, symbol: string): boolean {
    for (let current = from, step = 0; step <= this.known.size; step++) {
      const into = this.known.get(current)?.into;
      if (!into) return false;
      if (into === symbol) return true;
      current = into;
    }
    return true;
  }
}
