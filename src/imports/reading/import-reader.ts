import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Types } from 'mongoose';
import { Clock } from '../../common/clock';
import { DomainError } from '../../common/errors/domain-error';
import { HeldPlaces } from '../../common/held-places';
import { asOwner } from '../../common/identity/owner';
import { OneAtATime } from '../../platform/schedule/one-at-a-time.decorator';
import { ImportedLinesService } from '../../portfolio/transactions/imported-lines.service';
import type { AccountContent } from '../../portfolio/accounts/account';
import { accountsOf } from './file-accounts';
import { Import, ImportReading, READER_SILENCE_MS } from '../import';
import { ImportProgressReporter } from '../import-progress-reporter';
import { ImportRowsRepository } from '../import-rows.repository';
import { ImportThreads, ReadingAbandonedError } from './import-threads';
import { importBusy, unreadableFile } from '../imports.errors';
import { ImportsRepository } from '../imports.repository';
import type { Preview } from '../preview/preview-order';
import { SymbolResolver } from '../symbols/symbol-resolver';

/** Often enough that a slow database is not taken for silence. */
const HEARTBEAT_MS = 5_000;
const MOST_TAKEN_OVER = 4;
const MOST_AT_ONCE = 16;
const MOST_OF_ONE = 8;
const FIRST_AND_LAST_DAY = ['1900-01-01', '2199-12-31'] as const;

/** A file that is stored, and what becomes of it. */
export interface TakenOn {
  readonly asked: Import;
  /** as `ImportReader.read` */
  readonly reading: Promise<Import | null>;
}

/** Reads the file of an import and makes its preview. */
@Injectable()
export class ImportReader {
  private readonly logger = new Logger(ImportReader.name);
  private readonly underWay = new Set<string>();
  /** files that are being stored or read here */
  private readonly takenOn = new HeldPlaces();

  constructor(
    private readonly imports: ImportsRepository,
    private readonly rows: ImportRowsRepository,
    private readonly threads: ImportThreads,
    private readonly symbols: SymbolResolver,
    private readonly lines: ImportedLinesService,
    private readonly progress: ImportProgressReporter,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes on a file, and reads it. Who has many being read, or finds many of others', is refused before anything is stored.
   * @param store gives the import, in the status `reading`
   * @throws DomainError `import.busy`, and what `store` throws
   */
  async takeOn(userId: string, store: () => Promise<Import>): Promise<TakenOn> {
    const { takenOn } = this;
    if (takenOn.of(userId) >= MOST_OF_ONE || takenOn.total >= MOST_AT_ONCE) throw importBusy();
    takenOn.take(userId);
    try {
      const asked = await store();
      return { asked, reading: this.read(asked).finally(() => takenOn.leave(userId)) };
    } catch (error) {
      takenOn.leave(userId);
      throw error;
    }
  }

  /**
   * Reads an import that is in the status `reading`, compares its rows with the ledger, and stores the preview.
   * @returns it, `ready` or `failed`; still `reading` where this process ends; null where it was deleted or changed meanwhile
   */
  async read(asked: Import): Promise<Import | null> {
    this.underWay.add(asked.id);
    try {
      return await this.readOnce(asked);
    } finally {
      this.underWay.delete(asked.id);
    }
  }

  /** Until when somebody has to hear of a reading that begins now. */
  silentUntil(): Date {
    return new Date(this.clock.now().getTime() + READER_SILENCE_MS);
  }

  /** Says of what this process reads that it does, and reads what processes that are gone have left. */
  @Interval(HEARTBEAT_MS)
  @OneAtATime()
  async keepUp(): Promise<void> {
    if (this.underWay.size > 0) await this.imports.keepReading([...this.underWay], this.silentUntil());
    while (this.underWay.size < MOST_TAKEN_OVER) {
      const abandoned = await this.imports.takeAbandoned(this.clock.now(), this.silentUntil());
      if (!abandoned) return;
      this.logger.warn(`import ${abandoned.id} is read again: its reader is gone`);
      void this.read(abandoned);
    }
  }

  private async readOnce(asked: Import): Promise<Import | null> {
    const from = { statuses: ['reading'], version: asked.version } as const;
    try {
      const { reading, preview } = await this.preview(asked);
      const run_id = new Types.ObjectId().toHexString();
      await this.rows.save({ ...asked, run_id }, preview.chunks, asked.expires_at ?? this.clock.now());
      const { counts } = preview;
      const ready = await this.imports.change(asked, from, {
        status: 'ready',
        reading,
        counts,
        run_id,
        error: null,
      });
      await this.rows.removeAll(asked, ready ? run_id : asked.run_id);
      if (ready) this.progress.show(ready, reading.rows);
      return ready;
    } catch (error) {
      if (error instanceof ReadingAbandonedError) return asked;
      if (!(error instanceof DomainError)) this.logger.error(error);
      const reason = error instanceof DomainError ? error.detail : 'Reading the file failed; try again.';
      const failed = await this.imports.change(asked, from, { status: 'failed', error: reason });
      if (failed) this.progress.show(failed, 0);
      return failed;
    }
  }

  private async preview(asked: Import): Promise<{ reading: ImportReading; preview: Preview }> {
    const { choices, user_id: userId, portfolio_id } = asked;
    const bytes = await this.imports.fileOf(asked);
    if (!bytes) throw unreadableFile('The file is gone.');
    const owner = asOwner(userId);
    const order = { name: asked.id, bytes, format: choices.format, options: choices.options };
    const survey = await this.threads.survey(order);
    this.progress.show(asked, 0, survey.rows);
    const [ledger, symbols] = await Promise.all([
      this.lines.ledger(owner, portfolio_id),
      this.symbols.resolve(userId, survey.instruments),
    ]);
    const accounts = accountsOf(survey, asked, ledger);
    const known = new Map<string, AccountContent>(ledger.accounts.map((account) => [account.id, account]));
    for (const { create, account_id, opens } of accounts) if (create) known.set(account_id!, opens!);
    const preview = await this.threads.preview(
      {
        ...order,
        accountCurrencies: [...known].map(([id, { currency }]) => [id, currency]),
        accounts: accounts.map(({ name, account_id }) => {
          const account = account_id === null ? undefined : known.get(account_id);
          if (!account) return [name ?? '', null];
          const { currency, tracks_cash } = account;
          return [name ?? '', { account_id: account_id!, currency, tracks_cash }];
        }),
        symbols: symbols.flatMap(({ key, symbol, warning }) => (symbol ? [{ key, symbol, warning }] : [])),
        edits: choices.rows,
        // A row may be edited to any day.
        ledger: await this.lines.tellingParts(owner, portfolio_id, ...FIRST_AND_LAST_DAY),
        baseCurrency: ledger.currency,
        lockedYear: ledger.lockedYear,
        now: this.clock.now(),
      },
      (rows) => this.progress.show(asked, rows, survey.rows),
    );
    const { instruments: _instruments, ...read } = survey;
    return { reading: { ...read, accounts, symbols, revision: ledger.revision }, preview };
  }
}
