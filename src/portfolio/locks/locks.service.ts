import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { validationFailed } from '../../common/errors/http.errors';
import { Owner } from '../../common/identity/owner';
import { LedgerRowsRepository } from '../ledger/store/ledger-rows.repository';
import { LedgerWriter } from '../ledger/changes/ledger-writer';
import { packedAside, unpacked } from '../performance/computing/packed-json';
import { StatementsService } from '../statements/statements.service';
import { lockOfDay } from './lock-of-day';
import type { YearLockDto } from './locks.dto';

const FIRST_YEAR = 1900;

/** Years whose lines stay as they are. */
@Injectable()
export class LocksService {
  constructor(
    private readonly writer: LedgerWriter,
    private readonly rows: LedgerRowsRepository,
    private readonly statements: StatementsService,
    private readonly clock: Clock,
  ) {}

  /** By year. @throws DomainError `portfolio.not_found` */
  async list(owner: Owner, portfolioId: string): Promise<YearLockDto[]> {
    const locks = await this.rows.locks(await this.writer.current(owner, portfolioId));
    return locks.map(({ year, locked_at }) => ({ year, locked_at }));
  }

  /** Whether a day lies in a locked year. @throws DomainError `portfolio.not_found` */
  async hold(owner: Owner, portfolioId: string, day: string): Promise<boolean> {
    const locks = await this.rows.locks(await this.writer.current(owner, portfolioId));
    return lockOfDay(locks, day) !== undefined;
  }

  /**
   * With what was kept of each year, as JSON. @throws DomainError `portfolio.not_found`
   */
  async kept(owner: Owner, portfolioId: string): Promise<(YearLockDto & { statement: Buffer })[]> {
    const ledger = await this.writer.current(owner, portfolioId);
    const kept: (YearLockDto & { statement: Buffer })[] = [];
    for (const { rowId, year, locked_at } of await this.rows.locks(ledger)) {
      const packed = await this.rows.statementOf(ledger, rowId);
      if (packed) kept.push({ year, locked_at, statement: await unpacked(packed) });
    }
    return kept;
  }

  /**
   * Locks a year and all before it, and keeps what the ledger says of them; one that is locked stays so.
   * @throws DomainError `portfolio.not_found`, `validation.failed` for a year that is not over
   */
  async lock(owner: Owner, portfolioId: string, year: number): Promise<YearLockDto> {
    const now = this.clock.now();
    if (!Number.isInteger(year) || year < FIRST_YEAR || year >= now.getUTCFullYear()) {
      throw validationFailed([{ field: 'year', message: 'year must be a year that is over' }]);
    }
    let lock: YearLockDto = { year, locked_at: now };
    await this.writer.change(owner, portfolioId, async ({ locks }) => {
      const known = locks.find((one) => one.year === year);
      if (known) {
        lock = { year, locked_at: known.locked_at };
        return {};
      }
      const statement = await this.statements.until(owner, portfolioId, `${year}-12-31`);
      return { addLocks: [{ ...lock, statement: await packedAside(statement) }] };
    });
    return lock;
  }
}
