import { Injectable } from '@nestjs/common';
import { Types } from 'mongoose';
import { calendarDayOf } from '../common/calendar/calendar-day';
import { Clock } from '../common/clock';
import { DomainError } from '../common/errors/domain-error';
import { validationFailed } from '../common/errors/validation.pipe';
import { Owner } from '../common/identity/owner';
import { decodeCursor, Page, pageOf } from '../common/paging/cursor';
import { TrackedSymbols } from '../market/tracked-symbols';
import { AnalysesRepository } from './analyses.repository';
import { AnalysisQueue } from './analysis.queue';
import { Asset, Portfolio, PortfolioContent, symbolsOf } from './portfolio';
import { MOST_ASSETS } from './dto/portfolio.dto';
import { portfolioChanged, portfolioNotFound, tooManyAssets } from './portfolio.errors';
import { PortfoliosRepository } from './portfolios.repository';

const DEFAULT_CURRENCY = 'USD';
/** Overtaken so often in a row, something else is wrong. */
const APPEND_ATTEMPTS = 20;

@Injectable()
export class PortfoliosService {
  constructor(
    private readonly repository: PortfoliosRepository,
    private readonly analyses: AnalysesRepository,
    private readonly ahead: AnalysisQueue,
    private readonly tracked: TrackedSymbols,
    private readonly clock: Clock,
  ) {}

  async create(
    userId: string,
    { currency = DEFAULT_CURRENCY, ...content }: Omit<PortfolioContent, 'currency'> & { currency?: string },
    id = new Types.ObjectId().toHexString(),
  ): Promise<Portfolio> {
    this.refuseFuturePurchases(content.assets);
    const created = await this.repository.create(userId, { currency, ...content }, id);
    await this.holdSymbols(created);
    this.ahead.offer(created);
    return created;
  }

  /** @throws DomainError `portfolio.not_found`, also for somebody else's */
  async get(owner: Owner, id: string): Promise<Portfolio> {
    const portfolio = await this.find(owner, id);
    if (!portfolio) throw portfolioNotFound();
    return portfolio;
  }

  find(owner: Owner, id: string): Promise<Portfolio | null> {
    return this.repository.find(owner, id);
  }

  async list(
    userId: string,
    { limit, cursor }: { limit: number; cursor?: string },
  ): Promise<Page<Portfolio>> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    return pageOf(await this.repository.list(userId, limit + 1, after), limit, (portfolio) => portfolio);
  }

  /**
   * Replaces what `content` names.
   * @param version the version the caller has seen; any when left out
   * @throws DomainError `portfolio.not_found`, `portfolio.changed`, `validation.failed`
   */
  async replace(
    owner: Owner,
    id: string,
    content: Partial<PortfolioContent>,
    version?: number,
  ): Promise<Portfolio> {
    this.refuseFuturePurchases(content.assets ?? []);
    const replaced = await this.repository.replace(owner, id, content, version);
    if (!replaced) {
      await this.get(owner, id);
      throw portfolioChanged();
    }
    if (content.assets) await this.holdSymbols(replaced);
    this.ahead.offer(replaced);
    return replaced;
  }

  /**
   * Adds lots after those there are.
   * @param version as for `replace`; left out, the lots join whatever the portfolio is by then
   * @throws DomainError `portfolio.not_found`, `portfolio.changed`, `portfolio.too_many_assets`
   */
  async append(owner: Owner, id: string, assets: Asset[], version?: number): Promise<Portfolio> {
    for (let attempt = 1; ; attempt++) {
      const portfolio = await this.get(owner, id);
      if (portfolio.assets.length + assets.length > MOST_ASSETS) throw tooManyAssets(MOST_ASSETS);
      const joined = { assets: [...portfolio.assets, ...assets] };
      try {
        return await this.replace(owner, id, joined, version ?? portfolio.version);
      } catch (error) {
        const overtaken = error instanceof DomainError && error.kind === 'precondition_failed';
        if (!overtaken || version !== undefined || attempt === APPEND_ATTEMPTS) throw error;
      }
    }
  }

  /**
   * Deletes a portfolio and what hangs on it.
   * @throws DomainError `portfolio.not_found`
   */
  async delete(owner: Owner, id: string): Promise<void> {
    const portfolio = await this.get(owner, id);
    if (!(await this.repository.delete(owner, id))) throw portfolioNotFound();
    await this.analyses.removeAll(portfolio);
    await this.tracked.release(holderOf(portfolio));
  }

  /** Asks market to keep the prices of what is held fresh. */
  private holdSymbols(portfolio: Portfolio): Promise<void> {
    return this.tracked.hold(holderOf(portfolio), symbolsOf(portfolio));
  }

  private refuseFuturePurchases(assets: Asset[]): void {
    const today = calendarDayOf(this.clock.now());
    const errors = assets.flatMap(({ purchase_date }, i) =>
      purchase_date > today
        ? [{ field: `assets.${i}.purchase_date`, message: 'purchase_date must not be in the future' }]
        : [],
    );
    if (errors.length > 0) throw validationFailed(errors);
  }
}

const holderOf = ({ id }: Portfolio) => `portfolio:${id}`;
