import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PortfolioModule } from '../portfolio/portfolio.module';
import { PortfolioArchive } from './export/portfolio-archive';
import { ImportsPersonalData } from './imports-personal-data';
import { ImportFileRecord, ImportFileSchema } from './schemas/import-file.schema';
import { ImportRowsRecord, ImportRowsSchema } from './schemas/import-rows.schema';
import { ImportTemplateRecord, ImportTemplateSchema } from './schemas/import-template.schema';
import { ImportRecord, ImportSchema } from './schemas/import.schema';
import { InstrumentChoiceRecord, InstrumentChoiceSchema } from './schemas/instrument-choice.schema';

/** What is stored of imports, and the archive of a portfolio; workers have it without what reads statements. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: ImportRecord.name, schema: ImportSchema },
      { name: ImportFileRecord.name, schema: ImportFileSchema },
      { name: ImportRowsRecord.name, schema: ImportRowsSchema },
      { name: InstrumentChoiceRecord.name, schema: InstrumentChoiceSchema },
      { name: ImportTemplateRecord.name, schema: ImportTemplateSchema },
    ]),
    PortfolioModule,
  ],
  providers: [ImportsPersonalData, PortfolioArchive],
  exports: [MongooseModule, PortfolioArchive],
})
export class ImportsDataModule {}
