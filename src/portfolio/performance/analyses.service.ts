import { Injectable } from '@nestjs/common';
import { Owner } from '../../common/identity/owner';
import { decodeCursor, Page, pageOf } from '../../common/paging/cursor';
import { AnalysesRepository, StoredAnalysis } from '../analyses.repository';
import { AnalysisDto } from '../dto/analysis.dto';
import { PortfoliosService } from '../portfolios.service';
import { queryOf } from './question';

/** Shows what was computed before. */
@Injectable()
export class AnalysesService {
  constructor(
    private readonly portfolios: PortfoliosService,
    private readonly analyses: AnalysesRepository,
  ) {}

  /** @throws DomainError `portfolio.not_found` */
  async list(
    owner: Owner,
    portfolioId: string,
    { limit, cursor }: { limit: number; cursor?: string },
  ): Promise<Page<AnalysisDto>> {
    const portfolio = await this.portfolios.get(owner, portfolioId);
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    return pageOf(await this.analyses.list(portfolio, limit + 1, after), limit, shownAnalysis);
  }
}

function shownAnalysis(analysis: StoredAnalysis): AnalysisDto {
  const { id, portfolio_id, portfolio_version, from, to, benchmark, risk_free_rate } = analysis;
  const { prices_as_of, summary, returns, risk, computed_at } = analysis;
  return {
    id,
    portfolio_id,
    portfolio_version,
    from,
    to,
    benchmark,
    risk_free_rate,
    prices_as_of,
    summary,
    returns,
    risk,
    computed_at,
    performance: `/api/v1/portfolio/${portfolio_id}/performance${queryOf(analysis)}`,
  };
}
