import { Injectable } from '@nestjs/common';
import { Owner } from '../../common/identity/owner';
import { LedgerWriter } from '../ledger/changes/ledger-writer';
import { LedgerRates } from '../ledger/reading/ledger-rates';
import { LedgerRowsRepository } from '../ledger/store/ledger-rows.repository';
import type { Performance } from './computing/compute-performance';
import { PackedJson, unpacked } from './computing/packed-json';
import { PerformanceService, PerformanceWindow } from './performance.service';

export interface JudgedPerformance {
  /** a `Performance` */
  readonly packed: PackedJson;
  /** whether no price or rate can come that it lacks: a provider may know it that could not be asked */
  readonly isFinal: boolean;
}

/** Performances for whoever keeps them: one that lacks what is only late shall not be kept. */
@Injectable()
export class FinalPerformances {
  constructor(
    private readonly performances: PerformanceService,
    private readonly writer: LedgerWriter,
    private readonly rows: LedgerRowsRepository,
    private readonly rates: LedgerRates,
  ) {}

  /** @throws DomainError `portfolio.not_found`, `validation.failed`, `portfolio.busy` */
  async answer(owner: Owner, portfolioId: string, window: PerformanceWindow): Promise<JudgedPerformance> {
    const told = await this.told(owner, portfolioId, window);
    const unrated = await unratedIn(told.packed);
    if (!told.isFinal || unrated.length === 0) return told;
    if (await this.areRatesAway(owner, portfolioId, unrated)) return { ...told, isFinal: false };
    // The question may have brought them.
    return this.told(owner, portfolioId, window);
  }

  private async told(
    owner: Owner,
    portfolioId: string,
    window: PerformanceWindow,
  ): Promise<JudgedPerformance> {
    const { isFinal, packed } = await this.performances.answer(owner, portfolioId, window);
    return { isFinal, packed: await packed() };
  }

  private async areRatesAway(owner: Owner, portfolioId: string, lineIds: string[]): Promise<boolean> {
    const ledger = await this.writer.current(owner, portfolioId);
    const lines = (await this.rows.byIds(ledger, lineIds)).map(({ entry }) => entry);
    return this.rates.areAway(lines, ledger.portfolio.currency);
  }
}

/** The lines without a rate of their day, by id. */
async function unratedIn(packed: PackedJson): Promise<string[]> {
  const { quality } = JSON.parse((await unpacked(packed)).toString()) as Performance;
  return quality.unrated_lines.map(({ transaction_id }) => transaction_id);
}
