import { Types } from 'mongoose';
import { Report } from './report';
import { ReportRecord } from './schemas/report.schema';

export type StoredReport = ReportRecord & { _id: Types.ObjectId };

/** The report as the rest of the feature knows it: plain, its ids as hex. */
export function fromStored(stored: StoredReport): Report {
  const { _id, user_id, portfolio_id, file_ids, settled: _settled, checked_at: _checked, ...rest } = stored;
  return {
    ...rest,
    id: _id.toHexString(),
    user_id: user_id.toHexString(),
    portfolio_id: portfolio_id.toHexString(),
    file_ids: file_ids.map((id) => id.toHexString()),
  };
}
