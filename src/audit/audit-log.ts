import { Injectable } from '@nestjs/common';
import { DAY_MS } from '../common/calendar/day-length';
import { validationFailed } from '../common/errors/http.errors';
import { Page, PageRequest, pageOf } from '../common/paging/cursor';
import { AuditEntry } from './audit-entry';
import { AuditFilter, AuditRepository } from './audit.repository';

/** Which entries to show; days are of UTC, both included. */
export interface AuditQuery extends Omit<AuditFilter, 'since' | 'before'>, PageRequest {
  from?: string;
  to?: string;
}

/** The audit log as administrators read it. */
@Injectable()
export class AuditLog {
  constructor(private readonly entries: AuditRepository) {}

  /** @throws DomainError `paging.invalid_cursor`, `validation.failed` */
  async page({ limit, cursor, sort, from, to, ...query }: AuditQuery): Promise<Page<AuditEntry>> {
    if (from && to && from > to) {
      throw validationFailed([{ field: 'from', message: 'from must not be after to' }]);
    }
    const since = from === undefined ? undefined : new Date(from);
    const before = to === undefined ? undefined : new Date(Date.parse(to) + DAY_MS);
    const page = { limit, cursor, sort };
    const rows = await this.entries.page({ ...query, since, before }, page);
    return pageOf(rows, page, (entry) => entry);
  }
}
