import { Injectable } from '@nestjs/common';
import { Owner } from '../../../common/identity/owner';
import { portfolioNotFound } from '../../../common/identity/portfolio-access';
import { portfolioChanged } from '../../portfolio.errors';
import { AccountLines } from './account-lines';
import { refuseDuplicates, refuseLocked } from './check-lines';
import type { Ledger, WholeLedger } from '../ledger';
import { changedRows } from './changed-rows';
import { emptyView, LedgerChange, LedgerView } from './ledger-change';
import { LedgerLots } from './ledger-lots';
import { LedgerRowsRepository } from '../store/ledger-rows.repository';
import { ledgerBusy, tooManyLines } from '../ledger.errors';
import { LedgersRepository } from '../store/ledgers.repository';
import { firstChange, purchasesOf } from '../../assets/first-change';
import { PortfolioFollowers } from '../../portfolio-followers';

export const MOST_LINES = 50_000;
/** Overtaken so often in a row, there are too many writers. */
const MOST_ATTEMPTS = 30;
const LONGEST_PAUSE_MS = 40;

/**
 * Changes ledgers. A change is built from what the ledger is, checked, and published if nothing else was published
 * meanwhile; else it is built again. Writers of one process wait for each other.
 */
@Injectable()
export class LedgerWriter {
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(
    private readonly ledgers: LedgersRepository,
    private readonly rows: LedgerRowsRepository,
    private readonly lots: LedgerLots,
    private readonly accountLines: AccountLines,
    private readonly followers: PortfolioFollowers,
  ) {}

  /**
   * @param build what shall change, from the ledger as it is; called again when another change came first
   * @param version of the portfolio that the caller has seen; any when left out
   * @returns the ledger after it
   * @throws DomainError `portfolio.not_found`, `portfolio.changed`, `ledger.locked`, `ledger.duplicate_external_id`,
   * `ledger.too_many_lines`, `ledger.busy`, and what makes a ledger impossible, such as `ledger.oversold`
   */
  async change(
    owner: Owner,
    portfolioId: string,
    build: (view: LedgerView) => Promise<LedgerChange>,
    version?: number,
  ): Promise<WholeLedger> {
    const before = this.turns.get(portfolioId) ?? Promise.resolve();
    const turn = before.then(
      () => this.attempt(owner, portfolioId, build, version),
      () => this.attempt(owner, portfolioId, build, version),
    );
    this.turns.set(portfolioId, turn);
    try {
      return await turn;
    } finally {
      if (this.turns.get(portfolioId) === turn) this.turns.delete(portfolioId);
    }
  }

  /**
   * The ledger as it stands; the lots of an older release become its lines first.
   * @throws DomainError `portfolio.not_found`
   */
  async current(owner: Owner, portfolioId: string): Promise<Ledger> {
    const ledger = await this.ledgers.find(owner, portfolioId);
    if (!ledger) throw portfolioNotFound();
    return ledger.revision > 0 ? ledger : this.whole(owner, portfolioId);
  }

  /**
   * The same with its open lots.
   * @throws DomainError `portfolio.not_found`
   */
  async whole(owner: Owner, portfolioId: string): Promise<WholeLedger> {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const ledger = await this.ledgers.findWhole(owner, portfolioId);
      if (!ledger) throw portfolioNotFound();
      if (ledger.revision > 0) return ledger;
      const change = firstChange(ledger, purchasesOf(ledger.portfolio));
      const migrated = await this.publish(emptyView(ledger), change, ledger.portfolio.version);
      if (migrated) return migrated;
    }
    throw ledgerBusy();
  }

  private async attempt(
    owner: Owner,
    portfolioId: string,
    build: (view: LedgerView) => Promise<LedgerChange>,
    version: number | undefined,
  ): Promise<WholeLedger> {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const ledger = await this.whole(owner, portfolioId);
      if (version !== undefined && ledger.portfolio.version !== version) throw portfolioChanged();
      const view = await this.viewOf(ledger);
      const change = await build(view);
      if (isNothing(change)) return ledger;
      const published = await this.publish(view, change, version);
      if (published === ledger) return ledger;
      if (published) {
        await this.followers.tell(published.portfolio);
        return published;
      }
      await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_PAUSE_MS));
    }
    throw ledgerBusy();
  }

  private async viewOf(ledger: WholeLedger): Promise<LedgerView> {
    const [accounts, locks] = await Promise.all([this.rows.accounts(ledger), this.rows.locks(ledger)]);
    return { ledger, accounts, locks, lockedYear: locks.at(-1)?.year ?? null };
  }

  /** @returns the ledger after it; null when another change came first, the same ledger where nothing was to be done */
  private async publish(
    view: LedgerView,
    change: LedgerChange,
    version: number | undefined,
  ): Promise<WholeLedger | null> {
    const { ledger, lockedYear } = view;
    const { add = [], remove = [], placeOf = () => undefined } = change;
    const more = add.length - remove.length;
    const lineCount = ledger.lineCount + more;
    if (lineCount > MOST_LINES && more > 0) throw tooManyLines(MOST_LINES);
    refuseLocked(add, remove, lockedYear, placeOf);
    const externalIds = add.flatMap(({ external_id }) => external_id ?? []);
    refuseDuplicates(add, remove, await this.rows.byExternalIds(ledger, externalIds), placeOf);
    const assets = await this.lots.assetsAfter(view, change);
    if (change.isOfLotsOnly && JSON.stringify(assets) === JSON.stringify(ledger.portfolio.assets))
      return ledger;
    const content = { ...change.content, ...(assets && { assets }), lineCount };
    // What makes a ledger of lots is not refused: those of a new portfolio were counted when it was made.
    return this.accountLines.adding(ledger.portfolio.user_id, ledger.revision > 0 ? more : 0, () =>
      this.ledgers.publish(ledger, changedRows(change), content, version),
    );
  }
}

function isNothing({
  placeOf: _placeOf,
  isOfLotsOnly: _lots,
  isOfAllSymbols = false,
  content,
  ...rows
}: LedgerChange): boolean {
  return !isOfAllSymbols && !content && Object.values(rows).every((list) => list.length === 0);
}
