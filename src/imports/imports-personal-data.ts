import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, Types } from 'mongoose';
import {
  NamedAccount,
  PersonalData,
  PersonalDataRooms,
  PersonalFile,
  PersonalTable,
} from '../platform/personal-data/personal-data';
import {
  collectionsOf,
  eraseUnderUserId,
  Kept,
  tableUnderUserId,
} from '../platform/personal-data/under-user-id';
import { PortfoliosService } from '../portfolio/portfolios.service';
import { sumOf } from '../platform/mongo/sum-of';
import { PortfolioArchive } from './export/portfolio-archive';
import { ImportFileRecord } from './schemas/import-file.schema';
import { ImportRowsRecord } from './schemas/import-rows.schema';
import { ImportTemplateRecord } from './schemas/import-template.schema';
import { ImportRecord } from './schemas/import.schema';
import { InstrumentChoiceRecord } from './schemas/instrument-choice.schema';
import { asOwner } from '../common/identity/owner';

const IMPORT = [
  'portfolio_id',
  'status',
  'file_name',
  'file_bytes',
  'counts',
  'error',
  'applied_count',
  'applied_at',
  'created_at',
  'updated_at',
];
const TEMPLATE = ['name', 'options', 'created_at', 'updated_at'];
const CHOICE = ['key', 'symbol', 'chosen_at'];
const AT_ONCE = 100;

/** Statements of an account on their way into a ledger; and, in the archive, its portfolios as their own export has them. */
@Injectable()
export class ImportsPersonalData implements PersonalData {
  readonly collections: string[];
  private readonly ofUser: Kept[];

  constructor(
    @InjectModel(ImportRecord.name) private readonly imports: Model<ImportRecord>,
    @InjectModel(ImportFileRecord.name) private readonly uploads: Model<ImportFileRecord>,
    @InjectModel(ImportRowsRecord.name) rows: Model<ImportRowsRecord>,
    @InjectModel(ImportTemplateRecord.name) private readonly templates: Model<ImportTemplateRecord>,
    @InjectModel(InstrumentChoiceRecord.name) private readonly choices: Model<InstrumentChoiceRecord>,
    private readonly portfolios: PortfoliosService,
    private readonly archive: PortfolioArchive,
    rooms: PersonalDataRooms,
  ) {
    this.ofUser = [imports, uploads, rows, templates, choices];
    this.collections = collectionsOf(...this.ofUser);
    rooms.add(this);
  }

  erase(account: NamedAccount): Promise<void> {
    return eraseUnderUserId(account, ...this.ofUser);
  }

  /** Of an import that is applied no file is left. */
  storedBytes(userId: string): Promise<number> {
    const waiting = { user_id: userId, status: mongoose.trusted({ $ne: 'applied' as const }) };
    return sumOf(this.imports, waiting, 'file_bytes');
  }

  tables(userId: string): PersonalTable[] {
    return [
      tableUnderUserId(this.imports, userId, { fields: IMPORT }),
      tableUnderUserId(this.templates, userId, { fields: TEMPLATE }),
      tableUnderUserId(this.choices, userId, { fields: CHOICE }),
    ];
  }

  async *files(userId: string): AsyncGenerator<PersonalFile> {
    const owner = asOwner(userId);
    let cursor: string | undefined;
    do {
      const page = await this.portfolios.list(userId, { limit: AT_ONCE, cursor });
      for (const { id } of page.items) {
        for (const [path, bytes] of Object.entries(await this.archive.of(owner, id)))
          yield { path: `portfolios/${id}/${path}`, bytes };
      }
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    const uploaded = this.uploads.collection.find({ user_id: new Types.ObjectId(userId) });
    for await (const { _id, bytes } of uploaded)
      yield { path: `imports/${String(_id)}`, bytes: (bytes as { value(): Uint8Array }).value() };
  }
}
