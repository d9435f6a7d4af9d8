import { sortedRows } from '../../common/paging/sorted-rows';
import type { Issue } from './issue';
import type { IssueSort } from './issues-query.dto';

const SEVERITY = { error: 2, warning: 1, info: 0 };

/** A copy in the order asked for; equals with errors first, then by day, the latest first, then by id. */
export function sortedIssues<I extends Issue>(issues: readonly I[], sort: IssueSort): I[] {
  const byId = sortedRows(issues, 'id', ({ id }) => id);
  const byDay = sortedRows(byId, '-date', ({ date }) => date);
  const bySeverity = sortedRows(byDay, '-severity', ({ severity }) => SEVERITY[severity]);
  return sortedRows(bySeverity, sort, (issue, field) =>
    field === 'severity' ? SEVERITY[issue.severity] : issue[field],
  );
}
