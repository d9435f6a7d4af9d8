import { Injectable, OnModuleInit } from '@nestjs/common';
import { SplitNews } from '../market/events/split-news';
import { StoredHold, TrackedSymbols } from '../market/ticks/tracked-symbols';
import { AnalysisQueue } from './performance/analysis.queue';
import { OwnedPortfolio, Portfolio, symbolsOf } from './portfolio';
import { PortfoliosRepository } from './portfolios.repository';

/** What follows from a change of a portfolio: its prices are kept fresh, and it is analysed ahead; and from a split of what is held. */
@Injectable()
export class PortfolioFollowers implements OnModuleInit {
  private readonly releases: ((portfolio: OwnedPortfolio) => Promise<void>)[] = [];

  constructor(
    private readonly portfolios: PortfoliosRepository,
    private readonly tracked: TrackedSymbols,
    private readonly ahead: AnalysisQueue,
    private readonly splits: SplitNews,
  ) {}

  onModuleInit(): void {
    this.splits.onSplit((symbol) => this.ahead.split(symbol));
    this.tracked.restoreFrom(() => this.holds());
  }

  async tell(portfolio: Portfolio): Promise<void> {
    await this.tracked.hold(holderOf(portfolio), symbolsOf(portfolio), portfolio.user_id);
    this.ahead.offer(portfolio);
  }

  /** Lets a room above remove what it keeps of a portfolio that is deleted. */
  onRelease(release: (portfolio: OwnedPortfolio) => Promise<void>): void {
    this.releases.push(release);
  }

  /** The portfolio is gone. */
  async release(portfolio: OwnedPortfolio): Promise<void> {
    await this.tracked.release(holderOf(portfolio));
    for (const release of this.releases) await release(portfolio);
  }

  private async *holds(): AsyncGenerator<StoredHold> {
    for await (const { id, user_id, symbols } of this.portfolios.heldSymbols())
      yield { holder: holderOf({ id }), symbols, account: user_id };
  }
}

const holderOf = ({ id }: Pick<Portfolio, 'id'>) => `portfolio:${id}`;
