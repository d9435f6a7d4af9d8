import { Injectable } from '@nestjs/common';
import { calendarDayOf } from '../common/calendar/calendar-day';
import { Clock } from '../common/clock';
import { validationFailed } from '../common/errors/validation.pipe';
import { Owner } from '../common/identity/owner';
import { decodeCursor, Page, pageOf } from '../common/paging/cursor';
import { Asset, Portfolio, PortfolioContent } from './portfolio';
import { portfolioChanged, portfolioNotFound } from './portfolio.errors';
import { PortfoliosRepository } from './portfolios.repository';

const DEFAULT_CURRENCY = 'USD';

@Injectable()
export class PortfoliosService {
  constructor(
    private readonly repository: PortfoliosRepository,
    private readonly clock: Clock,
  ) {}

  async create(
    userId: string,
    { currency = DEFAULT_CURRENCY, ...content }: Omit<PortfolioContent, 'currency'> & { currency?: string },
  ): Promise<Portfolio> {
    this.refuseFuturePurchases(content.assets);
    return this.repository.create(userId, { currency, ...content });
  }

  /** @throws DomainError `portfolio.not_found`, also for somebody else's */
  async get(owner: Owner, id: string): Promise<Portfolio> {
    const portfolio = await this.repository.find(owner, id);
    if (!portfolio) throw portfolioNotFound();
    return portfolio;
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
    if (replaced) return replaced;
    await this.get(owner, id);
    throw portfolioChanged();
  }

  /** @throws DomainError `portfolio.not_found` */
  async delete(owner: Owner, id: string): Promise<void> {
    if (!(await this.repository.delete(owner, id))) throw portfolioNotFound();
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
