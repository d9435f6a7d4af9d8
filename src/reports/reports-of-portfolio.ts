import { buffer } from 'node:stream/consumers';
import { Injectable, OnModuleInit } from '@nestjs/common';
import { unpacked } from '../portfolio/performance/computing/packed-json';
import { isMissing } from '../platform/mongo/stored-files';
import { BelongingFile, PortfolioBelongings } from '../portfolio/portfolio-belongings';
import { PortfolioFollowers } from '../portfolio/portfolio-followers';
import type { PortfolioHead } from '../portfolio/portfolio';
import { fileNameOf } from './report';
import { LockedFigures, LockedFiguresRepository } from './figures/locked-figures.repository';
import { ReportFiles } from './files/report-files';
import { ReportsRepository } from './reports.repository';

const MOST_REPORTS = 100;
/** An archive is made in memory. */
const MOST_BYTES = 32 * 2 ** 20;

/** The reports of a portfolio and what is kept of its locked years: the newest ones that have room, for its archive. */
@Injectable()
export class ReportsOfPortfolio implements OnModuleInit {
  constructor(
    private readonly reports: ReportsRepository,
    private readonly files: ReportFiles,
    private readonly locked: LockedFiguresRepository,
    private readonly followers: PortfolioFollowers,
    private readonly belongings: PortfolioBelongings,
  ) {}

  onModuleInit(): void {
    this.belongings.onArchive((portfolio) => this.filesOf(portfolio));
    this.followers.onRelease((portfolio) => this.locked.removeOf(portfolio));
  }

  private async *filesOf(portfolio: PortfolioHead): AsyncGenerator<BelongingFile> {
    const { id, user_id } = portfolio;
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
    for await (const figures of this.locked.of(portfolio, MOST_REPORTS)) {
      const bytes = await keptOf(figures);
      room -= bytes.byteLength;
      if (room >= 0) yield { path: `locks/reports/${nameOf(figures)}.json`, bytes };
    }
  }
}

async function keptOf({ window, performance, ...about }: LockedFigures): Promise<Uint8Array> {
  const { account, from, to } = window;
  const told = JSON.stringify({ account, from, to, ...about });
  const figures = await unpacked(performance);
  return Buffer.concat([Buffer.from(`${told.slice(0, -1)},"performance":`), figures, Buffer.from('}')]);
}

function nameOf({ window: { account, from, to } }: LockedFigures): string {
  return [from ?? 'start', to, account].filter((part) => part !== null).join('_');
}
