import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';

/** An identity at an OpenID Connect provider that opens an account. */
@Schema({ collection: 'oidc_links', versionKey: false })
export class OidcLinkRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  @Prop({ type: String, required: true })
  issuer: string;

  /** `sub` there */
  @Prop({ type: String, required: true })
  subject: string;

  @Prop({ type: Date, required: true })
  created_at: Date;

  @Prop({ type: Date, default: null })
  last_used_at: Date | null;
}

export const OidcLinkSchema = SchemaFactory.createForClass(OidcLinkRecord);
// whose identity it is; one account each
OidcLinkSchema.index({ issuer: 1, subject: 1 }, { unique: true });
// a user's list; one link to each provider, whatever races
OidcLinkSchema.index({ user_id: 1, issuer: 1 }, { unique: true });
