import { Injectable } from '@nestjs/common';
import { Owner } from '../../common/identity/owner';
import { LocksService } from '../../portfolio/locks/locks.service';
import { BelongingFile, PortfolioBelongings } from '../../portfolio/portfolio-belongings';
import { ExportedLedger, ImportedLinesService } from '../../portfolio/transactions/imported-lines.service';
import { archiveFiles } from './write-export';

/** Everything of a portfolio as files. */
@Injectable()
export class PortfolioArchive {
  constructor(
    private readonly lines: ImportedLinesService,
    private readonly locks: LocksService,
    private readonly belongings: PortfolioBelongings,
  ) {}

  /** @throws DomainError `portfolio.not_found` */
  async of(owner: Owner, id: string): Promise<Record<string, Uint8Array>> {
    return this.filesOf(owner, await this.lines.exported(owner, id));
  }

  /** @param ledger as it was exported just now */
  async filesOf(owner: Owner, ledger: ExportedLedger): Promise<Record<string, Uint8Array>> {
    const locks = await this.locks.kept(owner, ledger.portfolio.id);
    const files: BelongingFile[] = [];
    for await (const file of this.belongings.of(ledger.portfolio)) files.push(file);
    return archiveFiles(ledger, { locks, files });
  }
}
