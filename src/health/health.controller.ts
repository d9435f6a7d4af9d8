import { Controller, Get, Header, ServiceUnavailableException, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheck, HealthCheckResult, HealthCheckService } from '@nestjs/terminus';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { DomainError } from '../common/errors/domain-error';
import { Public } from '../common/identity/identity.decorators';
import { LivenessDto } from './liveness.dto';
import { ReadinessDto } from './readiness.dto';
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
  @HealthCheck({ noCache: true, swaggerDocumentation: false })
  @ApiOkResponse({ type: ReadinessDto })
  @ApiProblems({ 503: 'health.not_ready' })
  @ApiOperation({ summary: 'Whether the process should get traffic.', security: [] })
  async ready(): Promise<HealthCheckResult> {
    try {
      return await this.health.check([
        () => this.stores.process(),
        () => this.stores.mongodb(),
        () => this.stores.indexes(),
        () => this.stores.redisAnswers(),
        () => this.stores.queues(),
      ]);
    } catch (error) {
      throw error instanceof ServiceUnavailableException ? notReady(error) : error;
    }
  }
}

/** Says which parts are down, and why. */
function notReady(error: ServiceUnavailableException): DomainError {
  const { error: parts = {} } = error.getResponse() as Pick<HealthCheckResult, 'error'>;
  const down = Object.entries(parts).map(([part, state]) => `${part} (${String(state?.message)})`);
  return new DomainError('unavailable', 'health.not_ready', `Not ready: ${down.join(', ')}.`, {
    retryAfter: 1,
  });
}
