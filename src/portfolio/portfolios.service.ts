import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { validationFailed } from '../common/errors/http.errors';
import { todayAt } from '../market/model/exchange-today';
import { Owner } from '../common/identity/owner';
import { isEmpty } from '../common/validation/is-empty';
import { Page, PageRequest, pageOf } from '../common/paging/cursor';
import { AssetsService } from './assets/assets.service';
import { BaseCurrencyService } from './currency/base-currency.service';
import type { LedgerChange, LedgerView } from './ledger/changes/ledger-change';
import { LedgerWriter } from './ledger/changes/ledger-writer';
import {
  Portfolio,
  PortfolioChange,
  PortfolioHead,
  PortfolioInput,
  PortfolioSummary,
  Purchase,
  Replacement,
} from './portfolio';
import { portfolioNotFound } from '../common/identity/portfolio-access';
import { portfolioChanged } from './portfolio.errors';
import { PortfolioCreations } from './portfolio-creations';
import { PortfolioFollowers } from './portfolio-followers';
import { PortfoliosRepository } from './portfolios.repository';
import { RecentPortfolios } from './recent-portfolios';
import { PortfolioRemovals } from './removal/portfolio-removals';

const DEFAULT_CURRENCY = 'USD';

@Injectable()
export class PortfoliosService {
  constructor(
    private readonly repository: PortfoliosRepository,
    private readonly writer: LedgerWriter,
    private readonly creations: PortfolioCreations,
    private readonly assets: AssetsService,
    private readonly base: BaseCurrencyService,
    private readonly followers: PortfolioFollowers,
    private readonly removals: PortfolioRemovals,
    private readonly recent: RecentPortfolios,
    private readonly clock: Clock,
  ) {}

  /**
   * Creates a portfolio with the account Main, whose buys the assets are.
   * @param id of a request that may be repeated; a new one when left out
   * @throws DomainError `portfolio.too_many`, `ledger.too_many_lines`, `ledger.busy`
   */
  async create(
    userId: string,
    {
      currency = DEFAULT_CURRENCY,
      name,
      assets,
    }: Omit<PortfolioInput, 'currency'> & Partial<Pick<PortfolioInput, 'currency'>>,
    id?: string,
  ): Promise<Portfolio> {
    this.refuseFuturePurchases(assets);
    const portfolio = await this.creations.create(userId, { currency, name, assets }, id);
    await this.followers.tell(portfolio);
    return portfolio;
  }

  /** @throws DomainError `portfolio.not_found`, also for somebody else's */
  async get(owner: Owner, id: string): Promise<Portfolio> {
    const portfolio = await this.find(owner, id);
    if (!portfolio) throw portfolioNotFound();
    return portfolio;
  }

  /**
   * A portfolio to be shown, the owner's own from memory where it was read a moment ago: as new as `RecentRecords`
   * promises. What is to be changed is asked of `get`.
   * @throws DomainError as `get`
   */
  async show(owner: Owner, id: string): Promise<Portfolio> {
    const portfolio = await this.shown(owner, id);
    if (!portfolio) throw portfolioNotFound();
    return portfolio;
  }

  /**
   * A portfolio without its lots.
   * @throws DomainError `portfolio.not_found`, also for somebody else's
   */
  async head(owner: Owner, id: string): Promise<PortfolioHead> {
    const portfolio = await this.repository.head(owner, id);
    if (!portfolio) throw portfolioNotFound();
    return portfolio;
  }

  find(owner: Owner, id: string): Promise<Portfolio | null> {
    return this.repository.find(owner, id);
  }

  /** Whether there is such a portfolio of theirs and it has this version, without reading the lots of a large one. */
  async isAt(owner: Owner, id: string, version: number): Promise<boolean> {
    if (this.recent.isLarge(id)) return this.repository.isAt(owner, id, version);
    return (await this.shown(owner, id))?.version === version;
  }

  /** Whose portfolio it is; null where there is none. */
  ownerOf(id: string): Promise<string | null> {
    return this.repository.ownerOf(id);
  }

  /** How many of these there are of the owner. */
  count(owner: Owner, ids: string[]): Promise<number> {
    return this.repository.count(owner, ids);
  }

  async list(userId: string, page: PageRequest): Promise<Page<PortfolioSummary>> {
    return pageOf(await this.repository.list(userId, page), page, (portfolio) => portfolio);
  }

  /**
   * Replaces what the change names.
   * @param version the version the caller has seen; any when left out
   * @throws DomainError `portfolio.not_found`, `portfolio.changed`, `portfolio.has_ledger`, `portfolio.no_exchange_rate`,
   * `validation.failed`
   */
  async replace(
    owner: Owner,
    id: string,
    { assets, convert = true, ...content }: PortfolioChange,
    version?: number,
  ): Promise<Portfolio> {
    if (assets) {
      this.refuseFuturePurchases(assets);
      return this.assets.replace(owner, id, { ...content, convert, assets }, version);
    }
    if (isEmpty(content)) return this.unchanged(owner, id, version);
    const { currency } = content;
    if (currency !== undefined && currency !== (await this.head(owner, id)).currency) {
      const build = async (view: LedgerView): Promise<LedgerChange> => ({
        ...(await this.base.change(view, currency, convert)),
        content,
        isOfAllSymbols: true,
      });
      return (await this.writer.change(owner, id, build, version)).portfolio;
    }
    const replaced = await this.repository.replace(owner, id, content, version);
    if (replaced) return replaced;
    await this.head(owner, id);
    throw portfolioChanged();
  }

  /**
   * Adds lots after those there are.
   * @param version as for `replace`; left out, the lots join whatever the portfolio is by then
   * @throws DomainError `portfolio.not_found`, `portfolio.changed`, `portfolio.too_many_assets`
   */
  append(owner: Owner, id: string, assets: Purchase[], version?: number): Promise<Portfolio> {
    this.refuseFuturePurchases(assets);
    return this.assets.append(owner, id, assets, version);
  }

  /**
   * Deletes a portfolio and what hangs on it.
   * @param version the version the caller has seen; any when left out
   * @throws DomainError `portfolio.not_found`, `portfolio.changed`
   */
  async delete(owner: Owner, id: string, version?: number): Promise<void> {
    const portfolio = await this.head(owner, id);
    const isDeleted = await this.removals.remove(portfolio, () => this.repository.delete(owner, id, version));
    if (isDeleted) return;
    await this.head(owner, id);
    throw portfolioChanged();
  }

  private async unchanged(owner: Owner, id: string, version: number | undefined): Promise<Portfolio> {
    const portfolio = await this.get(owner, id);
    if (version !== undefined && portfolio.version !== version) throw portfolioChanged();
    return portfolio;
  }

  private async shown(owner: Owner, id: string): Promise<Portfolio | null> {
    const read = await this.recent.read(id, () => this.repository.find(owner, id));
    // A reading is shared by all who ask at once, also by who may not see it or comes from who may not.
    const portfolio = read?.user_id === owner.userId ? read : await this.find(owner, id);
    if (portfolio) this.recent.noteSize(portfolio);
    return portfolio;
  }

  private refuseFuturePurchases(assets: readonly Replacement[]): void {
    const now = this.clock.now();
    const errors = assets.flatMap(({ symbol, purchase_date }, i) =>
      purchase_date > todayAt(symbol, now)
        ? [{ field: `assets.${i}.purchase_date`, message: 'purchase_date must not be in the future' }]
        : [],
    );
    if (errors.length > 0) throw validationFailed(errors);
  }
}
