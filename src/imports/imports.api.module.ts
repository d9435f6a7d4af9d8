import { Module } from '@nestjs/common';
import { ExportController } from './export/export.controller';
import { ImportTemplatesController } from './templates/import-templates.controller';
import { ImportsController } from './imports.controller';
import { ImportsModule } from './imports.module';

@Module({
  imports: [ImportsModule],
  controllers: [ImportsController, ImportTemplatesController, ExportController],
})
export class ImportsApiModule {}
