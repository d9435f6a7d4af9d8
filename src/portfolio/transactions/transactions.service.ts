import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { validationFailed } from '../../common/errors/http.errors';
import { Owner } from '../../common/identity/owner';
import { Page } from '../../common/paging/cursor';
import { isEmpty } from '../../common/validation/is-empty';
import { namedAccount } from '../accounts/named-account';
import { dividendKey } from '../issues/announced-dividend';
import { IssuesRepository } from '../issues/issues.repository';
import { LedgerChange, LedgerView, seqOf } from '../ledger/changes/ledger-change';
import type { Ledger } from '../ledger/ledger';
import { LedgerRowsRepository } from '../ledger/store/ledger-rows.repository';
import { LedgerWriter } from '../ledger/changes/ledger-writer';
import type { PlaceOf } from '../ledger/ledger.errors';
import { refuseBaseRates } from './base-rate';
import { currencyOf } from './currency-of';
import type { Entry } from './entry';
import { lineId } from './line-id';
import { contentOf, RequestedLines } from './read-lines';
import type { StoredEntry } from './to-entry';
import { transactionChanged, transactionNotFound } from './transactions.errors';
import { TransactionsQuery, TransactionsRepository } from './transactions.repository';
import { encodeLinesCursor } from './lines-cursor';
import { patched } from './patched';

/** The lines of a ledger. */
@Injectable()
export class TransactionsService {
  constructor(
    private readonly writer: LedgerWriter,
    private readonly rows: LedgerRowsRepository,
    private readonly transactions: TransactionsRepository,
    private readonly issues: IssuesRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `portfolio.not_found`, `account.not_found`, `paging.invalid_cursor`, `validation.failed` */
  async list(owner: Owner, portfolioId: string, query: TransactionsQuery): Promise<Page<Entry>> {
    const { from, to } = query;
    if (from !== undefined && to !== undefined && from > to) {
      throw validationFailed([{ field: 'from', message: `from must not be after to (${to})` }]);
    }
    const ledger = await this.writer.current(owner, portfolioId);
    const account = await this.accountOf(ledger, query.account);
    const entries = await this.transactions.list(ledger, { ...query, account, limit: query.limit + 1 });
    const items = entries.slice(0, query.limit);
    const last = items.at(-1);
    return {
      items,
      next_cursor: entries.length > query.limit && last ? encodeLinesCursor(query.sort, last) : null,
    };
  }

  /** @throws DomainError `portfolio.not_found`, `transaction.not_found` */
  async get(owner: Owner, portfolioId: string, id: string): Promise<Entry> {
    const [stored] = await this.rows.byIds(await this.writer.current(owner, portfolioId), [id]);
    if (!stored) throw transactionNotFound();
    return stored.entry;
  }

  /**
   * Adds lines, all or none.
   * @param effectId names the request; lines that it has made before are given
   * @throws DomainError `ledger.unknown_account`, `ledger.locked`, `ledger.duplicate_external_id`,
   * `ledger.too_many_lines`, `ledger.invalid_line`, and what makes a ledger impossible, such as `ledger.oversold`
   */
  async create(
    owner: Owner,
    portfolioId: string,
    { contents, isList }: RequestedLines,
    effectId: string,
  ): Promise<Entry[]> {
    const ids = contents.map((_, place) => lineId(effectId, place));
    const places = new Map(ids.map((id, place) => [id, place]));
    const placeOf: PlaceOf = (id) => (isList ? places.get(id) : undefined);
    let entries: Entry[] = [];
    await this.writer.change(owner, portfolioId, async (view): Promise<LedgerChange> => {
      const made = await this.rows.byIds(view.ledger, ids.slice(0, 1));
      if (made.length > 0) {
        entries = (await this.rows.byIds(view.ledger, ids)).map(({ entry }) => entry);
        return {};
      }
      const at = this.clock.now();
      const accounts = view.accounts.map(({ account }) => account);
      entries = contents.map((content, place) => ({
        ...content,
        currency: currencyOf(content, accounts, isList ? place : undefined),
        id: ids[place]!,
        seq: seqOf(view.ledger, place),
        origin: 'transactions',
        version: 1,
        created_at: at,
        updated_at: at,
      }));
      const change = { add: entries, placeOf };
      refuseBaseRates(change, view.ledger.portfolio.currency);
      return change;
    });
    return entries.toSorted((a, b) => places.get(a.id)! - places.get(b.id)!);
  }

  /**
   * Changes the fields given; null takes a field away.
   * @param version the version the caller has seen; any when left out
   * @throws DomainError as `create`, `transaction.not_found`, `transaction.changed`
   */
  async change(
    owner: Owner,
    portfolioId: string,
    id: string,
    patch: Record<string, unknown>,
    version?: number,
  ): Promise<Entry> {
    let entry: Entry | undefined;
    await this.writer.change(owner, portfolioId, async (view): Promise<LedgerChange> => {
      const stored = await this.stored(view, id, version);
      if (isEmpty(patch)) {
        entry = stored.entry;
        return {};
      }
      const { seq, version: before, created_at } = stored.entry;
      const accounts = view.accounts.map(({ account }) => account);
      const content = contentOf(patched(stored.entry, patch), this.clock.now());
      entry = {
        ...content,
        currency: currencyOf(content, accounts, undefined),
        id,
        seq,
        origin: 'transactions',
        version: before + 1,
        created_at,
        updated_at: this.clock.now(),
      };
      const change = { add: [entry], remove: [stored] };
      refuseBaseRates(change, view.ledger.portfolio.currency);
      return change;
    });
    return entry!;
  }

  /**
   * A line that was booked for an event is not booked again.
   * @throws DomainError `transaction.not_found`, `transaction.changed`, `ledger.locked`, `ledger.oversold`
   */
  async delete(owner: Owner, portfolioId: string, id: string, version?: number): Promise<void> {
    await this.writer.change(owner, portfolioId, async (view): Promise<LedgerChange> => {
      const stored = await this.stored(view, id, version);
      if (stored.entry.origin === 'event')
        await this.issues.dismiss(view.ledger.portfolio, dividendKey(stored.entry));
      return { remove: [stored] };
    });
  }

  private async accountOf(ledger: Ledger, named: string | undefined): Promise<string | undefined> {
    if (named === undefined) return undefined;
    const stored = await this.rows.accounts(ledger);
    return namedAccount(
      stored.map(({ account }) => account),
      named,
    );
  }

  private async stored({ ledger }: LedgerView, id: string, version?: number): Promise<StoredEntry> {
    const [stored] = await this.rows.byIds(ledger, [id]);
    if (!stored) throw transactionNotFound();
    if (version !== undefined && stored.entry.version !== version) throw transactionChanged();
    return stored;
  }
}
