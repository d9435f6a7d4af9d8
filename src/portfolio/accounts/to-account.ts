import { Types } from 'mongoose';
import type { AccountRow } from '../ledger/ledger';
import type { AccountRecord } from '../schemas/account.schema';
import type { Account } from './account';

/** A row's own id beside the account it tells, so that a change can take the row away. */
export interface StoredAccount {
  readonly rowId: Types.ObjectId;
  readonly account: Account;
}

export function toStoredAccount(record: AccountRecord): StoredAccount {
  const { _id, account_id, name, broker, currency, cost_method, tracks_cash, dividends } = record;
  const { version, created_at, updated_at } = record;
  const account = {
    id: account_id.toHexString(),
    name,
    broker,
    currency,
    cost_method,
    tracks_cash,
    dividends,
    version,
    created_at,
    updated_at,
  };
  return { rowId: _id, account };
}

export function toAccountRow({ id, ...account }: Account): AccountRow {
  return { ...account, account_id: new Types.ObjectId(id) };
}
