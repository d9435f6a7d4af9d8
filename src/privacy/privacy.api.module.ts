import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module';
import { DeletionController } from './deletion/deletion.controller';
import { UserDeletionController } from './deletion/user-deletion.controller';
import { DeletionService } from './deletion/deletion.service';
import { ExportsController } from './export/exports.controller';
import { ExportsService } from './export/exports.service';
import { PrivacyModule } from './privacy.module';

@Module({
  imports: [AuthModule, PrivacyModule],
  controllers: [DeletionController, UserDeletionController, ExportsController],
  providers: [DeletionService, ExportsService],
})
export class PrivacyApiModule {}
