import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { MarketModule } from '../market/market.module';
import { InstrumentsController } from './instruments.controller';
import { QueuesController } from './queues.controller';
import { QueuesService } from './queues.service';

@Module({
  imports: [AuditModule, MarketModule],
  controllers: [InstrumentsController, QueuesController],
  providers: [QueuesService],
})
export class AdministrationApiModule {}
