import type { DecimalText, TransactionType } from '../../analytics/ledger/model/transaction';

export const ENTRY_ORIGINS = ['transactions', 'assets', 'event'] as const;
export type EntryOrigin = (typeof ENTRY_ORIGINS)[number];

export const PRICE_BASES = ['as_traded', 'adjusted', 'auto'] as const;
export type PriceBasis = (typeof PRICE_BASES)[number];

export interface NamedLotEntry {
  transaction_id: string;
  quantity: DecimalText;
}

/** What a client says of a line; which fields a type has is told by its DTO. Decimals are exact text, days `YYYY-MM-DD`. */
export interface EntryContent {
  account_id: string;
  type: TransactionType;
  date: string;
  time?: string;
  settle_date?: string;
  currency?: string;
  fx_rate?: DecimalText;
  fee?: DecimalText;
  tax?: DecimalText;
  symbol?: string;
  into?: string;
  quantity?: DecimalText;
  price?: DecimalText;
  amount?: DecimalText;
  cost?: DecimalText;
  acquired_on?: string;
  lots?: NamedLotEntry[];
  numerator?: number;
  denominator?: number;
  ratio_n?: DecimalText;
  ratio_d?: DecimalText;
  cost_share?: DecimalText;
  cash_per_share?: DecimalText;
  note?: string;
  tags?: string[];
  external_id?: string;
  group_id?: string;
}

/** A line as an import brings it: a lot of `assets` tells which shares its numbers are of. */
export interface ImportedContent extends EntryContent {
  basis?: PriceBasis;
}

/** One line of a ledger as it is stored. */
export interface Entry extends ImportedContent {
  id: string;
  currency: string;
  /** order of creation */
  seq: number;
  origin: EntryOrigin;
  version: number;
  created_at: Date;
  updated_at: Date;
}
