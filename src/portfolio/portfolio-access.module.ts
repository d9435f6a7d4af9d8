import { Global, Module } from '@nestjs/common';
import { PortfolioAccess } from '../common/identity/portfolio-access';
import { PortfolioModule } from './portfolio.module';
import { StoredPortfolioAccess } from './stored-portfolio-access';

/** What rooms below ask of portfolios without importing this one. */
@Global()
@Module({
  imports: [PortfolioModule],
  providers: [{ provide: PortfolioAccess, useClass: StoredPortfolioAccess }],
  exports: [PortfolioAccess],
})
export class PortfolioAccessModule {}
