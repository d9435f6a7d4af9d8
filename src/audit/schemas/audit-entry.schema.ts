import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';
import { DAY_SECONDS } from '../../common/calendar/day-length';
import { AUDIT_ACTIONS, AUDIT_TARGETS, AuditAction, AuditFacts, AuditTarget } from '../audit-entry';

const KEPT_SECONDS = 400 * DAY_SECONDS;

@Schema({ collection: 'audit_log', versionKey: false })
export class AuditEntryRecord {
  _id: Types.ObjectId;

  @Prop({ type: String, enum: AUDIT_ACTIONS, required: true })
  action: AuditAction;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  actor_id: Types.ObjectId;

  @Prop({ type: String, enum: AUDIT_TARGETS, required: true })
  target_kind: AuditTarget;

  @Prop({ type: String, required: true })
  target_id: string;

  @Prop({ type: SchemaTypes.ObjectId, default: null })
  user_id: Types.ObjectId | null;

  @Prop({ type: SchemaTypes.Mixed, default: {} })
  facts: AuditFacts;

  @Prop({ type: String, default: null })
  request_id: string | null;

  @Prop({ type: String, default: null })
  address_digest: string | null;

  @Prop({ type: Date, required: true })
  created_at: Date;
}

export const AuditEntrySchema = SchemaFactory.createForClass(AuditEntryRecord);

// all entries, and those of an actor, a user, a target or a kind, newest first
AuditEntrySchema.index({ created_at: -1, _id: -1 });
AuditEntrySchema.index({ actor_id: 1, created_at: -1, _id: -1 });
AuditEntrySchema.index({ user_id: 1, created_at: -1, _id: -1 });
AuditEntrySchema.index({ target_id: 1, created_at: -1, _id: -1 });
AuditEntrySchema.index({ action: 1, created_at: -1, _id: -1 });
// forgotten after 400 days
AuditEntrySchema.index({ created_at: 1 }, { expireAfterSeconds: KEPT_SECONDS });

const refuse = () => {
  throw new Error('the audit log is only added to');
};
AuditEntrySchema.pre(
  ['updateOne', 'updateMany', 'findOneAndUpdate', 'replaceOne', 'findOneAndReplace'],
  refuse,
);
AuditEntrySchema.pre(['deleteOne', 'deleteMany', 'findOneAndDelete'], refuse);
