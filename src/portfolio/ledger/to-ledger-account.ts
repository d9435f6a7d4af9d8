import type { LedgerAccount } from '../../analytics/ledger/model/account';
import type { Account } from '../accounts/account';

/** An account as the engine reads it. */
export function toLedgerAccount({
  id,
  currency,
  cost_method,
  tracks_cash,
  dividends,
}: Account): LedgerAccount {
  return { id, currency, costMethod: cost_method, tracksCash: tracks_cash, dividends };
}
