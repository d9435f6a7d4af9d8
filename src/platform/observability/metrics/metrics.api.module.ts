import { Module } from '@nestjs/common';
import { MetricsController } from './metrics.controller';

/** `/metrics` on the port of the application, where it has no port of its own. */
@Module({ controllers: [MetricsController] })
export class MetricsApiModule {}
