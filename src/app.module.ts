import { DynamicModule, Module } from '@nestjs/common';
import { ConfigModule } from './config/config.module';
import { Environment } from './config/environment';
import { HealthModule } from './health/health.module';
import { MetricsApiModule } from './platform/observability/metrics/metrics.api.module';
import { PlatformModule } from './platform/platform.module';

@Module({})
export class AppModule {
  static async with(environment: Environment): Promise<DynamicModule> {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(environment),
        PlatformModule,
        HealthModule,
        MetricsApiModule.with(environment),
        ...(environment.servesApi ? (await import('./app.api')).API : []),
        ...(environment.runsWorkers ? (await import('./app.workers')).WORKERS : []),
      ],
    };
  }
}
