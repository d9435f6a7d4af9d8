import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';

/** How a user reads one kind of table. */
@Schema({
  collection: 'import_templates',
  versionKey: false,
  timestamps: { createdAt: 'created_at', updatedAt: 'updated_at' },
})
export class ImportTemplateRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  /** `<user>:<n>`, n below the cap, so that the unique index is the cap. */
  @Prop({ type: String, required: true })
  slot: string;

  @Prop({ type: String, required: true })
  name: string;

  /** JSON of `ReadOptions`: headers may be any text */
  @Prop({ type: String, required: true })
  options: string;

  created_at: Date;
  updated_at: Date;
}

export const ImportTemplateSchema = SchemaFactory.createForClass(ImportTemplateRecord);

// At most as many templates a user as there are slots, whatever races.
ImportTemplateSchema.index({ slot: 1 }, { unique: true, name: 'import_template_slots' });
// A user's templates by name, each name once.
ImportTemplateSchema.index({ user_id: 1, name: 1 }, { unique: true, name: 'import_templates_of_user' });
