import type { FieldError } from '../../common/errors/domain-error';
import type { DateOrder } from '../../common/text/read-date';
import type { DecimalMark } from '../../common/text/read-number';
import type { ColumnMapping } from '../formats/import-format';
import type { AccountOfRows, Import, ImportChoices } from '../import';
import { invalidChoice } from '../imports.errors';
import type { RowEdit } from '../preview/preview-order';

/** What the owner corrects; null takes a correction back. */
export interface ImportCorrection {
  readonly format?: string | null;
  readonly decimal?: DecimalMark | null;
  readonly date_order?: DateOrder | null;
  readonly mapping?: ColumnMapping | null;
  readonly accounts?: readonly AccountOfRows[];
  readonly symbols?: readonly { key: string; symbol: string }[];
  readonly rows?: readonly RowEdit[];
}

const MOST_EDITED_ROWS = 5_000;

/**
 * The choices after a correction: what it names replaces what was there under the same name.
 * @param accountIds of the portfolio
 * @throws DomainError `import.invalid_choice`
 */
export function changedChoices(
  { choices, reading }: Import,
  correction: ImportCorrection,
  accountIds: ReadonlySet<string>,
): ImportChoices {
  const { format, decimal, date_order, mapping, accounts = [], symbols = [], rows = [] } = correction;
  const errors: FieldError[] = [];
  const keys = new Set(reading?.symbols.map(({ key }) => key));
  for (const [at, { key }] of symbols.entries())
    if (!keys.has(key)) errors.push({ field: `symbols.${at}.key`, message: 'key must be one of the import' });
  for (const [at, { name, account_id, create }] of accounts.entries()) {
    const wrong = (field: string, message: string) =>
      errors.push({ field: `accounts.${at}.${field}`, message });
    if ((account_id === undefined) === (create === undefined))
      wrong('account_id', 'either account_id or create must be given');
    else if (account_id !== undefined && !accountIds.has(account_id))
      wrong('account_id', 'account_id must be one of the portfolio');
    else if (create && name !== null && reading && !reading.accounts.some((known) => known.name === name))
      wrong('name', 'name must be one of the import');
  }
  const merged = new Map(choices.rows.map((edit) => [edit.row, edit]));
  for (const [at, edit] of rows.entries()) {
    if (reading && edit.row >= reading.rows)
      errors.push({ field: `rows.${at}.row`, message: `row must be below ${reading.rows}` });
    merged.set(edit.row, edit);
  }
  if (merged.size > MOST_EDITED_ROWS)
    errors.push({ field: 'rows', message: `at most ${MOST_EDITED_ROWS} rows can be corrected` });
  if (errors.length > 0) throw invalidChoice(errors);
  const names = new Set(accounts.map(({ name }) => name));
  return {
    format: format === undefined ? choices.format : format,
    options: {
      ...choices.options,
      ...(decimal !== undefined && { decimal: decimal ?? undefined }),
      ...(date_order !== undefined && { dateOrder: date_order ?? undefined }),
      ...(mapping !== undefined && { mapping: mapping ?? undefined }),
    },
    accounts: [...choices.accounts.filter(({ name }) => !names.has(name)), ...accounts],
    rows: [...merged.values()].filter(({ action, transaction }) => action ?? transaction),
  };
}
