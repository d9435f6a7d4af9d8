import { Controller, Get, Header, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheck, HealthCheckResult, HealthCheckService } from '@nestjs/terminus';
import { Public } from '../common/identity/identity.decorators';
import { LivenessDto } from './liveness.dto';
import { StoresIndicator } from './stores.indicator';

@ApiTags('operations')
@Public()
@Controller({ path: 'health', version: VERSION_NEUTRAL })
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly stores: StoresIndicator,
  ) {}

  @Get('live')
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: LivenessDto })
  @ApiOperation({ summary: 'Whether the process runs; asks nothing of its stores.', security: [] })
  live(): LivenessDto {
    return { status: 'ok' };
  }

  @Get('ready')
  @HealthCheck()
  @ApiOperation({ summary: 'Whether the process should get traffic.', security: [] })
  ready(): Promise<HealthCheckResult> {
    return this.health.check([
      () => this.stores.process(),
      () => this.stores.mongodb(),
      () => this.stores.indexes(),
      () => this.stores.redisAnswers(),
      () => this.stores.queues(),
    ]);
  }
}
