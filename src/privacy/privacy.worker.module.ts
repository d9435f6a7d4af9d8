import { Module } from '@nestjs/common';
import { ErasureService } from './deletion/erasure.service';
import { ExportMaker } from './export/export-maker';
import { PrivacyModule } from './privacy.module';
import { PrivacyProcessor } from './privacy.processor';
import { PrivacySchedule } from './privacy-schedule';

@Module({
  imports: [PrivacyModule],
  providers: [ErasureService, ExportMaker, PrivacyProcessor, PrivacySchedule],
})
export class PrivacyWorkerModule {}
