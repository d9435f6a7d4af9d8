import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { HealthController } from './health.controller';
import { PartMetrics } from './part-metrics';
import { StoresIndicator } from './stores.indicator';

@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [StoresIndicator, PartMetrics],
})
export class HealthModule {}
