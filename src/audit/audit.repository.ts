import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, Types } from 'mongoose';
import { PageRequest } from '../common/paging/cursor';
import { unlessThere } from '../platform/mongo/unless-there';
import { behind, orderOf } from '../platform/mongo/sorted-page';
import { AuditAction, AuditEntry } from './audit-entry';
import { AuditEntryRecord } from './schemas/audit-entry.schema';

export interface AuditFilter {
  action?: AuditAction;
  actor_id?: string;
  user_id?: string;
  target_id?: string;
  request_id?: string;
  /** the first moment */
  since?: Date;
  /** the first moment that is too late */
  before?: Date;
}

/** Entries are added and read; nothing here changes or removes one. */
@Injectable()
export class AuditRepository {
  constructor(@InjectModel(AuditEntryRecord.name) private readonly entries: Model<AuditEntryRecord>) {}

  /** Adds an entry once, however often it is tried; past mongoose, which would check again what is made here. */
  async add({ id, target, actor_id, user_id, facts, ...entry }: AuditEntry): Promise<void> {
    const record: Omit<AuditEntryRecord, 'facts'> = {
      _id: new Types.ObjectId(id),
      ...entry,
      actor_id: new Types.ObjectId(actor_id),
      user_id: user_id === null ? null : new Types.ObjectId(user_id),
      target_kind: target.kind,
      target_id: target.id,
      ...(Object.keys(facts).length > 0 && { facts }),
    };
    await unlessThere(this.entries.collection.insertOne(record, { ignoreUndefined: true }));
  }

  /** @returns one more than `limit` where there is more */
  async page({ since, before, ...equal }: AuditFilter, page: PageRequest): Promise<AuditEntry[]> {
    const within = mongoose.trusted({ ...(since && { $gte: since }), ...(before && { $lt: before }) });
    const rows = await this.entries
      .find({ $and: [equal, since || before ? { created_at: within } : {}, behind(page)] })
      .sort(orderOf(page))
      .limit(page.limit + 1)
      .lean();
    return rows.map(toEntry);
  }
}

function toEntry({
  _id,
  actor_id,
  user_id,
  target_kind,
  target_id,
  facts = {},
  ...rest
}: AuditEntryRecord): AuditEntry {
  return {
    ...rest,
    facts,
    id: _id.toHexString(),
    actor_id: actor_id.toHexString(),
    user_id: user_id?.toHexString() ?? null,
    target: { kind: target_kind, id: target_id },
  };
}
