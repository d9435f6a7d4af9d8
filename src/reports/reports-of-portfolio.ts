import { buffer } from 'node:stream/consumers';
import { Injectable, OnModuleInit } from '@nestjs/common';
import { isMissing } from '../platform/mongo/stored-files';
import { BelongingFile, PortfolioBelongings } from '../portfolio/portfolio-belongings';
import type { PortfolioHead } from '../portfolio/portfolio';
import { fileNameOf } from './report';
import { ReportFiles } from './files/report-files';
import { ReportsRepository } from './reports.repository';

const MOST_REPORTS = 100;
/** An archive is made in memory. */
const MOST_BYTES = 32 * 2 ** 20;

/** The reports of a portfolio, for its archive: the newest ones that have room. */
@Injectable()
export class ReportsOfPortfolio implements OnModuleInit {
  constructor(
    private readonly reports: ReportsRepository,
    private readonly files: ReportFiles,
    private readonly belongings: PortfolioBelongings,
  ) {}

  onModuleInit(): void {
    this.belongings.onArchive((portfolio) => this.filesOf(portfolio));
  }

  private async *filesOf({ id, user_id }: PortfolioHead): AsyncGenerator<BelongingFile> {
    let room = MOST_BYTES;
    for (const report of await this.reports.completedOf(user_id, id, MOST_REPORTS)) {
      const fileId = report.file_ids.at(-1);
      room -= report.size_bytes ?? 0;
      if (fileId === undefined || room < 0) continue;
      const bytes = await buffer(this.files.read(fileId)).catch((error: unknown) => {
        // Deleted or too old since.
        if (isMissing(error)) return undefined;
        throw error;
      });
      if (bytes) yield { path: `reports/${report.id} ${fileNameOf(report)}`, bytes };
    }
  }
}
