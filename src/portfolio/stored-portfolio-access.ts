import { Injectable } from '@nestjs/common';
import { Owner } from '../common/identity/owner';
import { PortfolioAccess } from '../common/identity/portfolio-access';
import { PortfoliosService } from './portfolios.service';

@Injectable()
export class StoredPortfolioAccess extends PortfolioAccess {
  constructor(private readonly portfolios: PortfoliosService) {
    super();
  }

  protected count(owner: Owner, ids: string[]): Promise<number> {
    return this.portfolios.count(owner, ids);
  }
}
