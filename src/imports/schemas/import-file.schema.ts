import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';

/** The bytes of an import's file, until it is applied. Its id is the import's. */
@Schema({ collection: 'import_files', versionKey: false })
export class ImportFileRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  @Prop({ type: SchemaTypes.Buffer, required: true })
  bytes: Buffer;

  @Prop({ type: Date, required: true })
  expires_at: Date;
}

export const ImportFileSchema = SchemaFactory.createForClass(ImportFileRecord);

// A file goes with what nobody applied.
ImportFileSchema.index({ expires_at: 1 }, { expireAfterSeconds: 0, name: 'import_files_expire' });
// The files of a user, for the end of his account.
ImportFileSchema.index({ user_id: 1 }, { name: 'import_files_of_user' });
