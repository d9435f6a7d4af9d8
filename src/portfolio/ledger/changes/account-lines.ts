import { Injectable } from '@nestjs/common';
import { AccountQuotas } from '../../../platform/quotas/account-quotas';
import { ledgerBusy, tooManyLines } from '../ledger.errors';
import { LedgersRepository } from '../store/ledgers.repository';

export const MOST_LINES_OF_ACCOUNT = 500_000;

/** The lines of all of an account's portfolios, below one cap whatever is written in parallel. */
@Injectable()
export class AccountLines {
  constructor(
    private readonly ledgers: LedgersRepository,
    private readonly quotas: AccountQuotas,
  ) {}

  /**
   * @param more how many lines `write` adds; it is free to write where it adds none
   * @param stored how many lines a user has, where the caller reads that in its own way
   * @throws DomainError `ledger.too_many_lines`; `ledger.busy` where others are adding the last ones that fit
   */
  adding<T>(
    userId: string,
    more: number,
    write: () => Promise<T>,
    stored = (id: string) => this.ledgers.lineCountOf(id),
  ): Promise<T> {
    if (more <= 0) return write();
    const quota = {
      kind: 'lines',
      most: MOST_LINES_OF_ACCOUNT,
      stored,
      full: () => tooManyLines(MOST_LINES_OF_ACCOUNT, 'An account'),
      busy: ledgerBusy,
    };
    return this.quotas.within(quota, userId, more, write);
  }
}
