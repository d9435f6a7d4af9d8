import { Injectable, OnModuleInit } from '@nestjs/common';
import { Clock } from '../common/clock';
import { Owner } from '../common/identity/owner';
import { invalidCursor, Page, PageRequest, pageOf } from '../common/paging/cursor';
import { insertIntoFreeSlot } from '../platform/mongo/insert-into-free-slot';
import { StorageQuota } from '../platform/quotas/storage-quota';
import { PortfolioFollowers } from '../portfolio/portfolio-followers';
import type { Portfolio } from '../portfolio/portfolio';
import { PortfoliosService } from '../portfolio/portfolios.service';
import { ImportedLinesService } from '../portfolio/transactions/imported-lines.service';
import { Import, IMPORT_DAYS, ImportChoices, MOST_IMPORTS, NO_CHOICES } from './import';
import { ImportReader, TakenOn } from './reading/import-reader';
import type { ImportRow, RowStatus } from './import-row';
import { ImportRowsRepository } from './import-rows.repository';
import {
  alreadyApplied,
  importChanged,
  importNotFound,
  importNotReady,
  tooManyImports,
  unreadableFile,
} from './imports.errors';
import { ImportFilter, ImportsRepository } from './imports.repository';
import { InstrumentChoicesRepository } from './symbols/instrument-choices.repository';
import { changedChoices, ImportCorrection } from './reading/changed-choices';
import { choiceKeys } from './symbols/symbol-resolver';

const DAY_MS = 86_400_000;
/** A larger file goes on being read behind the answer. */
const WAIT_MS = 4_000;
const CHANGEABLE = ['ready', 'failed', 'reading'] as const;

export interface UploadedFile {
  readonly bytes: Uint8Array;
  readonly name: string | null;
}

/** Files on their way into a ledger: uploaded, looked at, corrected. */
@Injectable()
export class ImportsService implements OnModuleInit {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly rows: ImportRowsRepository,
    private readonly reader: ImportReader,
    private readonly choices: InstrumentChoicesRepository,
    private readonly portfolios: PortfoliosService,
    private readonly lines: ImportedLinesService,
    private readonly followers: PortfolioFollowers,
    private readonly storage: StorageQuota,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.followers.onRelease(async ({ id, user_id }) => {
      for (const importId of await this.imports.idsOf(user_id, id))
        await this.remove({ id: importId, user_id });
    });
  }

  /**
   * Stores a file and reads it; a large one is still `reading` in the answer.
   * @throws DomainError `portfolio.not_found`, `import.too_many`, `import.unreadable`, `import.busy`, `storage.full`
   */
  async create(
    owner: Owner,
    portfolioId: string,
    file: UploadedFile,
    choices?: Partial<ImportChoices>,
  ): Promise<Import> {
    const portfolio = await this.portfolios.head(owner, portfolioId);
    const { user_id: userId } = portfolio;
    const store = () =>
      this.storage.adding(userId, file.bytes.length, () => this.store(portfolio, file, choices));
    const read = await waitFor(await this.reader.takeOn(userId, store));
    if (read.status !== 'failed') return read;
    await this.remove(read);
    throw unreadableFile(read.error!);
  }

  /** @throws DomainError `portfolio.not_found`, `import.not_found` */
  async get(owner: Owner, portfolioId: string, id: string): Promise<Import> {
    await this.portfolios.head(owner, portfolioId);
    const found = await this.imports.find(owner, portfolioId, id);
    if (!found) throw importNotFound();
    return found;
  }

  /** @throws DomainError `portfolio.not_found`, `paging.invalid_cursor` */
  async list(owner: Owner, portfolioId: string, query: ImportFilter & PageRequest): Promise<Page<Import>> {
    await this.portfolios.head(owner, portfolioId);
    return pageOf(await this.imports.list(owner, portfolioId, query, query), query, (found) => found);
  }

  /** Rows of the last reading. @throws DomainError `paging.invalid_cursor` */
  async rowsOf(
    asked: Import,
    { limit, cursor, status }: { limit: number; cursor?: string; status?: RowStatus },
  ): Promise<Page<ImportRow>> {
    const from = cursor === undefined ? 0 : placeIn(cursor);
    const items: ImportRow[] = [];
    for await (const row of this.rows.rows(asked, from, status)) {
      if (items.length === limit)
        return { items, next_cursor: Buffer.from(`row ${row.row}`).toString('base64url') };
      items.push(row);
    }
    return { items, next_cursor: null };
  }

  /**
   * Corrects how a file is read and makes the preview again. Choices of symbols are remembered for the next file.
   * @param version the version the caller has seen; any when left out
   * @throws DomainError `import.not_found`, `import.changed`, `import.already_applied`, `import.invalid_choice`, `import.busy`
   */
  async correct(
    owner: Owner,
    portfolioId: string,
    id: string,
    correction: ImportCorrection,
    version?: number,
  ): Promise<Import> {
    const before = await this.get(owner, portfolioId, id);
    if (version !== undefined && before.version !== version) throw importChanged();
    refuseApplied(before);
    const { accounts } = await this.lines.ledger(owner, portfolioId);
    const choices = changedChoices(before, correction, new Set(accounts.map((account) => account.id)));
    const from = { statuses: CHANGEABLE, version: before.version };
    const reopen = async () => {
      await this.rememberSymbols(before, correction);
      const reading = await this.imports.change(before, from, {
        status: 'reading',
        reading_until: this.reader.silentUntil(),
        choices,
        expires_at: this.expiry(),
      });
      if (!reading) throw importChanged();
      return reading;
    };
    return waitFor(await this.reader.takeOn(before.user_id, reopen));
  }

  private async store(
    { id, user_id }: Pick<Portfolio, 'id' | 'user_id'>,
    file: UploadedFile,
    choices: Partial<ImportChoices> | undefined,
  ): Promise<Import> {
    const made = await insertIntoFreeSlot(
      user_id,
      MOST_IMPORTS,
      () => this.imports.slotsOf(user_id),
      (slot) =>
        this.imports.insertIntoSlot(slot, {
          user_id,
          portfolio_id: id,
          file_name: file.name,
          file_bytes: file.bytes.length,
          choices: { ...NO_CHOICES, ...choices },
          reading_until: this.reader.silentUntil(),
          expires_at: this.expiry(),
        }),
    );
    if (!made) throw tooManyImports();
    await this.imports.saveFile(made, file.bytes);
    return made;
  }

  private async rememberSymbols(before: Import, { symbols = [] }: ImportCorrection): Promise<void> {
    const chosen = new Map<string, string>();
    for (const { key, symbol } of symbols) {
      const stated = before.reading?.symbols.find((known) => known.key === key);
      if (stated) for (const choice of choiceKeys(stated)) chosen.set(choice, symbol);
    }
    await this.choices.remember(before.user_id, chosen);
  }

  private async remove(asked: Pick<Import, 'id' | 'user_id'>): Promise<void> {
    await this.imports.delete(asked);
    await this.rows.removeAll(asked, null);
  }

  private expiry(): Date {
    return new Date(this.clock.now().getTime() + IMPORT_DAYS * DAY_MS);
  }
}

/** Waits a while for the reading; it goes on behind the answer. */
async function waitFor({ asked, reading }: TakenOn): Promise<Import> {
  let timer: NodeJS.Timeout | undefined;
  const wait = new Promise<Import>((resolve) => {
    timer = setTimeout(() => resolve(asked), WAIT_MS);
  });
  const read = await Promise.race([reading, wait]);
  clearTimeout(timer);
  if (!read) throw importNotFound();
  return read;
}

function refuseApplied({ status }: Import): void {
  if (status === 'applied') throw alreadyApplied();
  if (status === 'applying') throw importNotReady('The import is being applied.');
}

function placeIn(cursor: string): number {
  const match = /^row (\d{1,6})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (match?.[1]) return Number(match[1]);
  throw invalidCursor();
}
