import { Injectable } from '@nestjs/common';
import { LedgerWriter } from './ledger-writer';
import { LedgersRepository } from '../store/ledgers.repository';
import { asOwner } from '../../../common/identity/owner';

const PORTFOLIOS_PER_LINE = 100;

export interface MigrationOutcome {
  migrated: number;
  failed: { id: string; reason: string }[];
}

/** Makes ledgers of the portfolios of an older release: each old lot becomes a buy in the account Main. */
@Injectable()
export class LedgerMigration {
  constructor(
    private readonly ledgers: LedgersRepository,
    private readonly writer: LedgerWriter,
  ) {}

  /**
   * Goes on where a run before it was broken off; a portfolio is migrated once, whoever else touches it.
   * @param progress is told how many are done, now and then
   */
  async run(progress: (count: number) => void = () => undefined): Promise<MigrationOutcome> {
    const outcome: MigrationOutcome = { migrated: 0, failed: [] };
    for await (const { id, userId } of this.ledgers.withoutLedger()) {
      try {
        await this.writer.current(asOwner(userId), id);
        outcome.migrated += 1;
        if (outcome.migrated % PORTFOLIOS_PER_LINE === 0) progress(outcome.migrated);
      } catch (error) {
        outcome.failed.push({ id, reason: error instanceof Error ? error.message : String(error) });
      }
    }
    return outcome;
  }
}
