import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { DomainError } from '../common/errors/domain-error';
import { Owner } from '../common/identity/owner';
import { ImportedLinesService } from '../portfolio/transactions/imported-lines.service';
import type { AccountTold } from '../portfolio/accounts/open-account';
import { lineId } from '../portfolio/transactions/line-id';
import type { ImportedContent } from '../portfolio/transactions/entry';
import type { Import } from './import';
import { ImportReader } from './reading/import-reader';
import type { ImportRow, RowStatus } from './import-row';
import { ImportRowsRepository } from './import-rows.repository';
import { alreadyApplied, importChanged, importNotReady, previewOutdated } from './imports.errors';
import { ImportsRepository } from './imports.repository';
import { ImportsService } from './imports.service';

export const SKIPPABLE = ['error', 'unknown_symbol', 'conflict'] as const satisfies readonly RowStatus[];
export type Skippable = (typeof SKIPPABLE)[number];

/** Writes what a preview shows into the ledger, and takes it out again. */
@Injectable()
export class ImportApplier {
  constructor(
    private readonly service: ImportsService,
    private readonly imports: ImportsRepository,
    private readonly rows: ImportRowsRepository,
    private readonly reader: ImportReader,
    private readonly lines: ImportedLinesService,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes all new rows, or none. An import whose application broke off is applied by asking again.
   * @param skip rows of these statuses stay behind; without it they hold up the import
   * @param version the version the caller has seen; any when left out
   * @throws DomainError `import.not_found`, `import.changed`, `import.not_ready`, `import.already_applied`,
   * `import.preview_outdated`, and what a ledger refuses, such as `ledger.oversold` with the row
   */
  async apply(
    owner: Owner,
    portfolioId: string,
    id: string,
    skip: readonly Skippable[],
    version?: number,
  ): Promise<Import> {
    const asked = await this.service.get(owner, portfolioId, id);
    if (asked.status === 'applied') throw alreadyApplied();
    if (version !== undefined && asked.version !== version) throw importChanged();
    refuseUnready(asked, skip);
    await this.refuseOutdated(owner, asked);
    const statuses = ['ready', 'applying'] as const;
    const applying = await this.imports.change(
      asked,
      { statuses, version: asked.version },
      { status: 'applying' },
    );
    if (!applying) throw importChanged();
    const rows: ImportRow[] = [];
    for await (const row of this.rows.rows(applying, 0, 'new')) rows.push(row);
    try {
      const contents = contentsOf(rows, id);
      const { revision } = applying.reading!;
      const accounts = openedBy(applying, contents);
      await this.lines.add(
        owner,
        portfolioId,
        { importId: id, contents, accounts, revision },
        previewOutdated,
      );
    } catch (error) {
      // What else went wrong may have done so when the lines were in already: asking again finds out.
      if (!(error instanceof DomainError)) throw error;
      await this.imports.change(applying, { statuses: ['applying'] }, { status: 'ready' });
      throw aboutRows(error, rows);
    }
    const applied = await this.imports.change(
      applying,
      { statuses: ['applying'] },
      { status: 'applied', applied_at: this.clock.now(), applied_count: rows.length, expires_at: null },
    );
    await this.imports.removeFile(applying);
    if (!applied) throw importChanged();
    return applied;
  }

  /**
   * Deletes an import; of one that is applied, exactly its lines are taken out of the ledger first, and the accounts that it
   * opened where no other lines are in them.
   * @param version the version the caller has seen; any when left out
   * @throws DomainError `import.not_found`, `import.changed`, and what a ledger refuses, such as `ledger.oversold` where later
   * lines need them
   */
  async delete(owner: Owner, portfolioId: string, id: string, version?: number): Promise<void> {
    const asked = await this.service.get(owner, portfolioId, id);
    if (version !== undefined && asked.version !== version) throw importChanged();
    const { status, applied_count, counts } = asked;
    const lineCount = status === 'applying' ? (counts?.new ?? 0) : applied_count;
    if (lineCount > 0) {
      const opened = new Set(
        asked.reading!.accounts.flatMap(({ create, account_id }) => (create ? account_id! : [])),
      );
      await this.lines.remove(owner, portfolioId, { importId: id, count: lineCount, opened });
    }
    if (!(await this.imports.delete(asked, version))) throw importChanged();
    await this.rows.removeAll(asked, null);
  }

  /** A ledger that changed since is compared again; where that changes what would be written, the owner looks first. */
  private async refuseOutdated(owner: Owner, asked: Import): Promise<void> {
    if (asked.status === 'applying') return;
    const { revision } = await this.lines.ledger(owner, asked.portfolio_id);
    if (revision === asked.reading!.revision) return;
    const reading = await this.imports.change(
      asked,
      { statuses: ['ready'], version: asked.version },
      { status: 'reading', reading_until: this.reader.silentUntil() },
    );
    if (reading) void this.reader.read(reading);
    throw previewOutdated();
  }
}

function refuseUnready({ status, reading, counts }: Import, skip: readonly Skippable[]): void {
  if (status === 'reading') throw importNotReady('The file is still being read.');
  if (status === 'failed' || !reading || !counts) throw importNotReady('The file could not be read.');
  if (reading.questions.length > 0) {
    throw importNotReady(`The file leaves open: ${reading.questions.join(', ')}. Say it by PATCH first.`);
  }
  const open = SKIPPABLE.filter((kind) => counts[kind] > 0 && !skip.includes(kind));
  if (open.length > 0) {
    const told = open.map((kind) => `${counts[kind]} ${kind}`).join(', ');
    throw importNotReady(`Some rows are not settled (${told}). Correct them by PATCH, or skip them.`);
  }
  if (counts.new === 0) throw importNotReady('The file has no new rows.');
}

/** The accounts that are opened: those that lines go to, each once. */
function openedBy(
  { reading }: Import,
  contents: readonly ImportedContent[],
): (AccountTold & { id: string })[] {
  const used = new Set(contents.map(({ account_id }) => account_id));
  const opened = reading!.accounts.filter(({ create, account_id }) => create && used.has(account_id!));
  return [
    ...new Map(opened.map(({ account_id, opens }) => [account_id, { ...opens!, id: account_id! }])).values(),
  ];
}

/** The lines to be made; lots that sales name by ids of an export of ours become those of the lines made here. */
function contentsOf(rows: readonly ImportRow[], importId: string): ImportedContent[] {
  const ids = new Map(rows.flatMap(({ ref }, place) => (ref ? [[ref, lineId(importId, place)]] : [])));
  return rows.map(({ transaction }) => {
    const content = transaction!;
    if (!content.lots) return content;
    const lots = content.lots.map((lot) => ({
      ...lot,
      transaction_id: ids.get(lot.transaction_id) ?? lot.transaction_id,
    }));
    return { ...content, lots };
  });
}

/** An error about the n-th line as one about its row and its line in the file. */
function aboutRows(error: DomainError, rows: readonly ImportRow[]): DomainError {
  const { kind, code, detail, errors, context, retryAfter } = error;
  const line = context?.line == null ? null : (rows[context.line]?.line ?? null);
  return new DomainError(kind, code, line === null ? detail : `Line ${line} of the file: ${detail}`, {
    errors: errors?.map(({ field, message }) => {
      const [, place, rest] = /^items\.(\d+)\.(.+)$/.exec(field) ?? [];
      const row = place === undefined ? undefined : rows[Number(place)];
      return { field: row ? `rows.${row.row}.${rest}` : field, message };
    }),
    ...(context && { context: { ...context, line } }),
    retryAfter,
    cause: error,
  });
}
