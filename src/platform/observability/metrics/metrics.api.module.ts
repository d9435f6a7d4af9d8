import { DynamicModule, Module } from '@nestjs/common';
import { Environment } from '../../../config/environment';
import { MetricsController, OpenMetricsController } from './metrics.controller';

/**
 * `/metrics` on the port of the application, where it has no port of its own: open outside production, and in production
 * for superusers, so not in a worker, which knows no users.
 */
@Module({})
export class MetricsApiModule {
  static with({ METRICS_PORT, NODE_ENV, servesApi }: Environment): DynamicModule {
    return {
      module: MetricsApiModule,
      controllers: METRICS_PORT === undefined ? controllers(NODE_ENV === 'production', servesApi) : [],
    };
  }
}

function controllers(inProduction: boolean, servesApi: boolean): [typeof MetricsController] | [] {
  if (!inProduction) return [OpenMetricsController];
  return servesApi ? [MetricsController] : [];
}
