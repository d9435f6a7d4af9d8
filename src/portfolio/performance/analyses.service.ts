import { Injectable } from '@nestjs/common';
import { Owner } from '../../common/identity/owner';
import { Page, PageRequest, pageOf } from '../../common/paging/cursor';
import { AnalysesRepository, AnalysisFilter, StoredAnalysis } from './analyses.repository';
import { AnalysisDto } from '../dto/analysis.dto';
import { PortfoliosService } from '../portfolios.service';
import { queryOf } from './performance-query';

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
    query: AnalysisFilter & PageRequest,
  ): Promise<Page<AnalysisDto>> {
    const portfolio = await this.portfolios.head(owner, portfolioId);
    return pageOf(await this.analyses.list(portfolio, query, query), query, shownAnalysis);
  }
}

function shownAnalysis(analysis: StoredAnalysis): AnalysisDto {
  const { id, portfolio_id, portfolio_version, from, to, benchmark, risk_free_rate } = analysis;
  const { account = null, before = null } = analysis;
  const { prices_as_of, summary, returns, risk, computed_at } = analysis;
  return {
    id,
    portfolio_id,
    portfolio_version,
    from,
    to,
    benchmark,
    risk_free_rate,
    account,
    before,
    prices_as_of,
    summary,
    returns,
    risk,
    computed_at,
    performance: `/api/v1/portfolio/${portfolio_id}/performance${queryOf({ ...analysis, account, before })}`,
  };
}
