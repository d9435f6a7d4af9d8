import { Module } from '@nestjs/common';
import { MarketModule } from '../market/market.module';
import { PortfolioModule } from '../portfolio/portfolio.module';
import { ImportApplier } from './import-applier';
import { ImportProgressReporter } from './import-progress-reporter';
import { ImportReader } from './reading/import-reader';
import { ImportRowsRepository } from './import-rows.repository';
import { ImportTemplatesService } from './templates/import-templates.service';
import { ImportThreads } from './reading/import-threads';
import { ImportsDataModule } from './imports.data.module';
import { ImportsRepository } from './imports.repository';
import { ImportsService } from './imports.service';
import { InstrumentChoicesRepository } from './symbols/instrument-choices.repository';
import { SymbolResolver } from './symbols/symbol-resolver';

@Module({
  imports: [ImportsDataModule, MarketModule, PortfolioModule],
  providers: [
    ImportsRepository,
    ImportRowsRepository,
    InstrumentChoicesRepository,
    ImportThreads,
    SymbolResolver,
    ImportProgressReporter,
    ImportReader,
    ImportsService,
    ImportApplier,
    ImportTemplatesService,
  ],
  exports: [ImportsDataModule, ImportsService, ImportApplier, ImportTemplatesService, PortfolioModule],
})
export class ImportsModule {}
