import { Controller, ControllerOptions, Get, Header, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import { Registry } from 'prom-client';
import { Public, SuperuserOnly } from '../../../common/identity/identity.decorators';

const AT_METRICS: ControllerOptions = { path: 'metrics', version: VERSION_NEUTRAL };

/** For superusers, whose personal token a scraper can show. */
@ApiExcludeController()
@SkipThrottle()
@SuperuserOnly()
@Controller(AT_METRICS)
export class MetricsController {
  constructor(private readonly registry: Registry) {}

  @Get()
  @Header('Content-Type', Registry.PROMETHEUS_CONTENT_TYPE)
  @Header('Cache-Control', 'no-store')
  metrics(): Promise<string> {
    return this.registry.metrics();
  }
}

/** For everybody who reaches a development machine. */
@ApiExcludeController()
@Public()
@Controller(AT_METRICS)
export class OpenMetricsController extends MetricsController {}
