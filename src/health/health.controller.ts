import { Controller, Get, Header, ServiceUnavailableException, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheck, HealthCheckResult, HealthCheckService } from '@nestjs/terminus';
import { SkipThrottle } from '@nestjs/throttler';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { Public } from '../common/identity/identity.decorators';
import { notReady } from './health.errors';
import { LivenessDto } from './liveness.dto';
import { ReadinessDto } from './readiness.dto';
import { StoresIndicator } from './stores.indicator';

type Readiness = Omit<HealthCheckResult, 'status'> & { status: HealthCheckResult['status'] | 'degraded' };

@ApiTags('operations')
@Public()
@SkipThrottle()
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
  @HealthCheck({ noCache: true, swaggerDocumentation: false })
  @ApiOkResponse({ type: ReadinessDto })
  @ApiProblems(notReady)
  @ApiOperation({ summary: 'Whether the process should get traffic.', security: [] })
  async ready(): Promise<Readiness> {
    try {
      return await this.health.check([
        () => this.stores.process(),
        () => this.stores.mongodb(),
        () => this.stores.indexes(),
        () => this.stores.redisAnswers(),
        () => this.stores.queues(),
      ]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      return degradedOrThrow(error.getResponse() as HealthCheckResult);
    }
  }
}

/** @throws a problem that says which needed parts are down, in words of ours */
function degradedOrThrow(result: HealthCheckResult): Readiness {
  const down = Object.entries(result.error ?? {}).filter(([, state]) => state?.needed !== false);
  if (down.length === 0) return { ...result, status: 'degraded' };
  const named = down.map(([part, state]) => `${part} (${String(state?.message)})`);
  throw notReady(named);
}
