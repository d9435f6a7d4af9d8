import { hasWrongBaseRate } from '../../portfolio/transactions/base-rate';
import type { ImportedContent } from '../../portfolio/transactions/entry';
import type { Draft, DraftRow, RowProblem, StatedInstrument } from '../formats/draft';
import { ImportRow, RowStatus } from '../import-row';
import { foreignRate } from './foreign-rate';
import { instrumentKey } from './instrument-key';
import { KnownLines, linesIn } from './known-lines';
import { movesOnlyCash } from './moves-only-cash';
import { readImported } from './read-imported';
import { AccountChoice, PreviewOrder, RowEdit, SymbolChoice } from './preview-order';

interface Verdict {
  readonly status: RowStatus;
  readonly transaction: ImportedContent | null;
  readonly problems: readonly RowProblem[];
  readonly takesBack?: true;
}

/** What a row is by itself. */
export interface JudgedRow extends ImportRow {
  /** that `transaction` is a line which the row takes back; whether that is in the file is not settled yet */
  readonly takesBack?: true;
}

/** Says of each row of a file, in its order, what would become of it. */
export class RowJudge {
  private readonly currencies: ReadonlyMap<string, string>;
  private readonly accounts: ReadonlyMap<string, AccountChoice | null>;
  private readonly symbols: ReadonlyMap<string, SymbolChoice>;
  private readonly edits: ReadonlyMap<number, RowEdit>;
  private readonly known: KnownLines;

  constructor(private readonly order: PreviewOrder) {
    this.currencies = new Map(order.accountCurrencies);
    this.accounts = new Map(order.accounts);
    this.symbols = new Map(order.symbols.map((choice) => [choice.key, choice]));
    this.edits = new Map(order.edits.map((edit) => [edit.row, edit]));
    this.known = new KnownLines(linesIn(order.ledger));
  }

  judge({ line, raw, draft, ignored, problems }: DraftRow, row: number): JudgedRow {
    const edit = this.edits.get(row);
    const verdict = this.verdict(draft, ignored, problems, edit);
    return { row, line, raw, ...verdict, ...(draft?.ref && { ref: draft.ref }) };
  }

  private verdict(
    draft: Draft | null,
    reason: string | undefined,
    problems: readonly RowProblem[],
    edit: RowEdit | undefined,
  ): Verdict {
    if (edit?.action === 'skip') return left('row.skipped', 'left out by you');
    if (!draft && !edit?.transaction) {
      if (problems.length > 0) return { status: 'error', transaction: null, problems };
      return left('row.ignored', reason ?? 'no ledger line');
    }
    return draft ? this.ofDraft(draft, edit) : this.ofLine(edit!.transaction!, [], edit);
  }

  private ofDraft(draft: Draft, edit: RowEdit | undefined): Verdict {
    const {
      account: name = '',
      instrument,
      into,
      ref: _ref,
      takesBack,
      base_currency: _base,
      account_settings: _settings,
      ...fields
    } = draft;
    const account = this.accounts.get(this.accounts.has(name) ? name : '');
    const given = edit?.transaction ?? {};
    // Whoever says what kind of line it is makes a line of it.
    if (takesBack && given.type !== undefined) return this.ofLine(given, [], edit);
    if (!account && given.account_id === undefined) {
      return wrong('row.unmapped_account', `no account is chosen for ${name || 'the rows'}`, 'account_id');
    }
    if (account && !account.tracks_cash && movesOnlyCash(draft) && given.account_id === undefined) {
      return left(
        'row.no_cash',
        `the account tracks no cash, and a ${draft.type} of money has no place in it`,
      );
    }
    const foreign = foreignRate(draft, this.order.baseCurrency);
    const warnings: RowProblem[] = foreign && given.fx_rate === undefined ? [foreign] : [];
    const symbol = this.symbolOf(instrument, fields.currency, warnings);
    const brings = this.symbolOf(into, fields.currency, warnings);
    const line = {
      ...fields,
      ...(foreign && { fx_rate: undefined }),
      ...(account && { account_id: account.account_id }),
      ...(symbol && { symbol }),
      ...(brings && { into: brings }),
      ...given,
    };
    const isUnknown =
      (instrument && !symbol && !('symbol' in given)) || (into && !brings && !('into' in given));
    if (isUnknown)
      return {
        status: 'unknown_symbol',
        transaction: asContent(line),
        problems: unknownProblems(instrument ?? into!),
      };
    return this.ofLine(line, warnings, edit, takesBack);
  }

  private ofLine(
    line: Record<string, unknown>,
    warnings: readonly RowProblem[],
    edit: RowEdit | undefined,
    takesBack?: true,
  ): Verdict {
    const given = Object.fromEntries(
      Object.entries(line).filter(([, value]) => value !== null && value !== undefined),
    );
    const read = readImported(given, this.order.now);
    if (read.errors) {
      const problems = read.errors.map(({ field, message }) => ({ code: 'row.invalid', message, field }));
      return { status: 'error', transaction: asContent(given), problems };
    }
    const { content } = read;
    const currency = this.currencies.get(content.account_id);
    if (currency === undefined) {
      const message = 'account_id must be an account of the portfolio';
      const problems = [{ code: 'row.unknown_account', message, field: 'account_id' }];
      return { status: 'error', transaction: content, problems };
    }
    if (this.order.lockedYear !== null && content.date <= `${this.order.lockedYear}-12-31`) {
      const message = `the ledger is locked up to the end of ${this.order.lockedYear}`;
      return {
        status: 'conflict',
        transaction: content,
        problems: [{ code: 'row.locked', message, field: 'date' }],
      };
    }
    if (takesBack) return { status: 'error', transaction: content, problems: [], takesBack };
    const repetition = this.known.take({ ...content, currency: content.currency ?? currency });
    const isOfFile = repetition.of === 'file';
    if (repetition.status === 'conflict') {
      const where = isOfFile ? 'the file has another row above' : 'the account has another line';
      const message = `${where} with the external_id ${content.external_id}`;
      const problems = [{ code: 'row.conflict', message, field: 'external_id' }];
      return { status: 'conflict', transaction: content, problems };
    }
    if (repetition.status === 'duplicate' && edit?.action !== 'keep') {
      const message = isOfFile ? 'the file has it above' : 'the ledger has it';
      return { status: 'duplicate', transaction: content, problems: [{ code: 'row.duplicate', message }] };
    }
    if (hasWrongBaseRate({ currency, ...content }, this.order.baseCurrency)) {
      const message = `fx_rate must be left out, or 1, in ${this.order.baseCurrency}, the currency of the portfolio`;
      const problems = [{ code: 'row.invalid', message, field: 'fx_rate' }];
      return { status: 'error', transaction: content, problems };
    }
    return { status: 'new', transaction: content, problems: warnings };
  }

  private symbolOf(
    instrument: StatedInstrument | undefined,
    currency: string | undefined,
    warnings: RowProblem[],
  ): string | undefined {
    if (!instrument) return undefined;
    const choice = this.symbols.get(instrumentKey(instrument, currency));
    if (choice?.warning) warnings.push({ code: 'row.listing', message: choice.warning, field: 'symbol' });
    return choice?.symbol;
  }
}

const left = (code: string, message: string): Verdict => ({
  status: 'ignored',
  transaction: null,
  problems: [{ code, message }],
});

const wrong = (code: string, message: string, field: string): Verdict => ({
  status: 'error',
  transaction: null,
  problems: [{ code, message, field }],
});

function unknownProblems({ symbol, isin, name }: StatedInstrument): RowProblem[] {
  const what = [symbol, isin, name].filter(Boolean).join(', ');
  return [
    { code: 'row.unknown_symbol', message: `no instrument is known as ${what}; choose one`, field: 'symbol' },
  ];
}

/** A line as far as it is known, for the owner to see; it has not been checked. */
function asContent(line: Record<string, unknown>): ImportedContent {
  return line as unknown as ImportedContent;
}
