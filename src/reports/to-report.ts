import { Types } from 'mongoose';
import { Report } from './report';
import { ReportRecord } from './schemas/report.schema';

export type StoredReport = ReportRecord & { _id: Types.ObjectId };

/** The report as the rest of the feature knows it: plain, its ids as hex. */
export function toReport(stored: StoredReport): Report {
  const { _id, user_id, portfolio_id, file_ids, slot: _slot, ...others } = stored;
  const { settled: _settled, checked_at: _checked, ordered_by = null, retries = 0, ...rest } = others;
  const account = rest.account?.toHexString() ?? null;
  return {
    ...rest,
    retries,
    id: _id.toHexString(),
    user_id: user_id.toHexString(),
    ordered_by: ordered_by?.toHexString() ?? null,
    portfolio_id: portfolio_id.toHexString(),
    account,
    file_ids: file_ids.map((id) => id.toHexString()),
  };
}
