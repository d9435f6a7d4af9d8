import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { isDuplicateKey } from '../../platform/mongo/duplicate-key';
import { insertIntoFreeSlot } from '../../platform/mongo/insert-into-free-slot';
import type { ReadOptions } from '../formats/import-format';
import { ImportTemplate, MOST_TEMPLATES } from './import-template';
import { templateNotFound, tooManyTemplates } from '../imports.errors';
import { ImportTemplateRecord } from '../schemas/import-template.schema';

/** A user's templates of tables. */
@Injectable()
export class ImportTemplatesService {
  constructor(
    @InjectModel(ImportTemplateRecord.name) private readonly templates: Model<ImportTemplateRecord>,
  ) {}

  /** By name. */
  async list(userId: string): Promise<ImportTemplate[]> {
    const records = await this.templates.find({ user_id: userId }).sort({ name: 1 }).lean();
    return records.map(toTemplate);
  }

  /** @throws DomainError `import.template_not_found` */
  async get(userId: string, name: string): Promise<ImportTemplate> {
    const record = await this.templates.findOne({ user_id: userId, name }).lean();
    if (!record) throw templateNotFound();
    return toTemplate(record);
  }

  /** Keeps a template under its name, in the place of one that has it. @throws DomainError `import.too_many_templates` */
  async save(userId: string, name: string, given: ReadOptions): Promise<ImportTemplate> {
    const options = JSON.stringify(given);
    const replaced = await this.replace(userId, name, options);
    if (replaced) return replaced;
    const made = await insertIntoFreeSlot(
      userId,
      MOST_TEMPLATES,
      async () =>
        (await this.templates.find({ user_id: userId }, { slot: 1 }).lean()).map(({ slot }) => slot),
      async (slot) => {
        try {
          const created = await this.templates.create({ user_id: userId, slot, name, options } as never);
          return toTemplate((created as unknown as { toObject(): ImportTemplateRecord }).toObject());
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
          // Another request took the slot, or the name.
          return this.replace(userId, name, options);
        }
      },
    );
    if (!made) throw tooManyTemplates();
    return made;
  }

  /** @throws DomainError `import.template_not_found` */
  async delete(userId: string, name: string): Promise<void> {
    const { deletedCount } = await this.templates.deleteOne({ user_id: userId, name });
    if (deletedCount === 0) throw templateNotFound();
  }

  private async replace(userId: string, name: string, options: string): Promise<ImportTemplate | null> {
    const record = await this.templates
      .findOneAndUpdate({ user_id: userId, name }, { $set: { options } }, { returnDocument: 'after' })
      .lean();
    return record && toTemplate(record);
  }
}

function toTemplate({ name, options, updated_at }: ImportTemplateRecord): ImportTemplate {
  return { name, options: JSON.parse(options) as ReadOptions, updated_at };
}
