import { Draft, RowError, StatedAccount } from '../draft';

/** Version of the export; raised when what it tells is more than an earlier reader takes notice of. */
export const EXPORT_VERSION = 2;
export const EXPORT_NAME = 'tickfolio-transactions';

/** Fields of a line that are exact decimal text in an export. */
export const NUMBER_FIELDS = [
  'quantity',
  'price',
  'amount',
  'fee',
  'tax',
  'fx_rate',
  'cost',
  'ratio_n',
  'ratio_d',
  'cost_share',
  'cash_per_share',
] as const satisfies readonly (keyof Draft)[];

/** Fields that are text. */
export const TEXT_FIELDS = [
  'time',
  'settle_date',
  'currency',
  'acquired_on',
  'note',
  'external_id',
  'group_id',
  'basis',
] as const satisfies readonly (keyof Draft)[];

/** Settings of a line's account; in the CSV behind `account_`. */
export const ACCOUNT_FIELDS = [
  'currency',
  'cost_method',
  'tracks_cash',
  'broker',
  'dividends',
] as const satisfies readonly (keyof StatedAccount)[];

/** Tags as one cell: with bars between, and a backslash before a bar or a backslash that a tag has itself. */
export const writeTags = (tags: readonly string[]): string =>
  tags.map((tag) => tag.replace(/[\\|]/g, '\\$&')).join('|');

/** The tags that `writeTags` was given. */
export const readTags = (cell: string): string[] =>
  (cell.match(/(?:\\[\\|]|[^|])+/g) ?? []).map((tag) => tag.replace(/\\([\\|])/g, '$1'));

/** The columns of the CSV, in order. `lots` are `id:quantity` with bars between; `tags` as `writeTags`. */
export const EXPORT_COLUMNS = [
  'tickfolio_version',
  'id',
  'account',
  'type',
  'date',
  'time',
  'settle_date',
  'symbol',
  'into',
  'quantity',
  'price',
  'amount',
  'currency',
  'fee',
  'tax',
  'fx_rate',
  'cost',
  'acquired_on',
  'lots',
  'numerator',
  'denominator',
  'ratio_n',
  'ratio_d',
  'cost_share',
  'cash_per_share',
  'tags',
  'note',
  'external_id',
  'group_id',
  'basis',
  'base_currency',
  'account_currency',
  'account_cost_method',
  'account_tracks_cash',
  'account_broker',
  'account_dividends',
] as const;

/** @throws RowError for a row of an export that tells more than is known here */
export function refuseNewer(version: unknown): void {
  if (Number(version) > EXPORT_VERSION) throw new RowError('the export is of a newer version');
}
