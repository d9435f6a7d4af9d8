import { Injectable } from '@nestjs/common';
import type { PortfolioHead } from './portfolio';

/** A file of an archive. */
export interface BelongingFile {
  /** with its folder */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export type Belongings = (portfolio: PortfolioHead) => AsyncIterable<BelongingFile>;

/** What rooms above keep of a portfolio, for whoever wants everything of it. */
@Injectable()
export class PortfolioBelongings {
  private readonly tellers: Belongings[] = [];

  /** Lets a room above add its files to the archive of a portfolio. */
  onArchive(teller: Belongings): void {
    this.tellers.push(teller);
  }

  async *of(portfolio: PortfolioHead): AsyncGenerator<BelongingFile> {
    for (const teller of this.tellers) yield* teller(portfolio);
  }
}
