import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { mapInTurns } from '../../common/in-turns';
import { Owner } from '../../common/identity/owner';
import type { Account } from '../accounts/account';
import { AccountTold, openAccount } from '../accounts/open-account';
import type { StoredAccount } from '../accounts/to-account';
import { seqOf, LedgerChange } from '../ledger/changes/ledger-change';
import { LedgerWriter } from '../ledger/changes/ledger-writer';
import { LedgerRowsRepository } from '../ledger/store/ledger-rows.repository';
import type { Portfolio } from '../portfolio';
import { refuseBaseRates } from './base-rate';
import { currencyOf } from './currency-of';
import type { Entry, ImportedContent } from './entry';
import { lineId } from './line-id';

/** A ledger as an import is compared with it. */
export interface ComparedLedger {
  readonly revision: number;
  readonly currency: string;
  readonly accounts: readonly Account[];
  readonly lockedYear: number | null;
}

/** A ledger as it is written into a file. */
export interface ExportedLedger {
  readonly portfolio: Portfolio;
  readonly accounts: readonly Account[];
  /** in order of creation */
  readonly entries: readonly Entry[];
}

/** The lines that an import brings into a ledger, and takes out again. */
@Injectable()
export class ImportedLinesService {
  constructor(
    private readonly writer: LedgerWriter,
    private readonly rows: LedgerRowsRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `portfolio.not_found` */
  async ledger(owner: Owner, portfolioId: string): Promise<ComparedLedger> {
    const ledger = await this.writer.current(owner, portfolioId);
    const [accounts, locks] = await Promise.all([this.rows.accounts(ledger), this.rows.locks(ledger)]);
    return {
      revision: ledger.revision,
      currency: ledger.portfolio.currency,
      accounts: accounts.map(({ account }) => account),
      lockedYear: locks.at(-1)?.year ?? null,
    };
  }

  /**
   * The whole ledger, in order of creation.
   * @throws DomainError `portfolio.not_found`
   */
  async exported(owner: Owner, portfolioId: string): Promise<ExportedLedger> {
    const ledger = await this.writer.whole(owner, portfolioId);
    const [accounts, entries] = await Promise.all([this.rows.accounts(ledger), this.rows.lines(ledger)]);
    return { portfolio: ledger.portfolio, accounts: accounts.map(({ account }) => account), entries };
  }

  /**
   * What tells the lines of some days apart, as JSON lines.
   * @throws DomainError `portfolio.not_found`
   */
  async tellingParts(owner: Owner, portfolioId: string, from: string, to: string): Promise<string> {
    const ledger = await this.writer.current(owner, portfolioId);
    const parts: string[] = [];
    for await (const batch of this.rows.tellingParts(ledger, from, to))
      parts.push(...batch.map((part) => JSON.stringify(part)));
    return parts.join('\n');
  }

  /**
   * Adds lines and opens the accounts of theirs that are not there, all or none, in a ledger that has not changed meanwhile.
   * Lines that were added under the id before stay.
   * @param importId names them: the line at each place has an id of its own made of it
   * @param overtaken makes the error for a ledger that has changed
   * @throws DomainError as `TransactionsService.create` and `AccountsService.create`
   */
  async add(
    owner: Owner,
    portfolioId: string,
    {
      importId,
      contents,
      accounts,
      revision,
    }: {
      importId: string;
      contents: readonly ImportedContent[];
      accounts: readonly (AccountTold & { id: string })[];
      revision: number;
    },
    overtaken: () => Error,
  ): Promise<void> {
    const ids = await mapInTurns(contents, (_, place) => lineId(importId, place));
    const places = new Map(ids.map((id, place) => [id, place]));
    await this.writer.change(owner, portfolioId, async (view): Promise<LedgerChange> => {
      const { ledger } = view;
      const made = await this.rows.byIds(ledger, ids.slice(0, 1));
      if (made.length > 0) return {};
      if (ledger.revision !== revision) throw overtaken();
      const at = this.clock.now();
      const all = view.accounts.map(({ account }) => account);
      for (const account of accounts) all.push(openAccount(account, all, ledger, at));
      const addAccounts = all.slice(view.accounts.length);
      const add = await mapInTurns(contents, (content, place): Entry => ({
        ...content,
        currency: currencyOf(content, all, place),
        id: ids[place]!,
        seq: seqOf(ledger, place),
        origin: content.basis ? 'assets' : 'transactions',
        version: 1,
        created_at: at,
        updated_at: at,
      }));
      const change = { add, addAccounts, placeOf: (id: string) => places.get(id) };
      refuseBaseRates(change, ledger.portfolio.currency);
      return change;
    });
  }

  /**
   * Takes out exactly the lines that an import brought, also those edited since, and the accounts that it opened where no
   * other lines are in them.
   * @throws DomainError `portfolio.not_found`, `ledger.locked`, and what makes a ledger impossible, such as
   * `ledger.oversold` where later lines need them
   */
  async remove(
    owner: Owner,
    portfolioId: string,
    { importId, count, opened }: { importId: string; count: number; opened: ReadonlySet<string> },
  ): Promise<void> {
    const places = Array.from({ length: count }, (_, place) => place);
    const ids = await mapInTurns(places, (place) => lineId(importId, place));
    await this.writer.change(owner, portfolioId, async ({ ledger, accounts }): Promise<LedgerChange> => {
      const remove = await this.rows.byIds(ledger, ids);
      const gone = new Set(remove.map(({ entry }) => entry.id));
      const removeAccounts: StoredAccount[] = [];
      for (const stored of accounts) {
        if (!opened.has(stored.account.id)) continue;
        const lines = await this.rows.stored(ledger, { account_id: stored.account.id });
        if (lines.every(({ entry }) => gone.has(entry.id))) removeAccounts.push(stored);
      }
      // A portfolio has one account at least.
      return { remove, removeAccounts: removeAccounts.slice(0, accounts.length - 1) };
    });
  }
}
