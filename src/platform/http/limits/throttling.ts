import { ExecutionContext } from '@nestjs/common';
import { ThrottlerModule, ThrottlerModuleOptions } from '@nestjs/throttler';
import { THROTTLER_LIMIT } from '@nestjs/throttler/dist/throttler.constants';
import { Environment } from '../../../config/environment';
import { FleetThrottlerStorage } from './fleet-throttler-storage';
import { callerOf, GENERAL, STRICT, WINDOW_MS } from './request-limits';

/** Exactly one limit counts on a route: the strict one where `@Throttle` names it, else the general one. */
export const throttling = ThrottlerModule.forRootAsync({
  inject: [Environment, FleetThrottlerStorage],
  useFactory: (
    { RATE_LIMIT_PER_MINUTE, RATE_LIMIT_AUTH_PER_MINUTE }: Environment,
    storage: FleetThrottlerStorage,
  ): ThrottlerModuleOptions => ({
    storage,
    getTracker: callerOf,
    throttlers: [
      { name: GENERAL, ttl: WINDOW_MS, limit: RATE_LIMIT_PER_MINUTE, skipIf: isStrict },
      {
        name: STRICT,
        ttl: WINDOW_MS,
        limit: RATE_LIMIT_AUTH_PER_MINUTE,
        skipIf: (context) => !isStrict(context),
      },
    ],
  }),
});

function isStrict(context: ExecutionContext): boolean {
  return [context.getHandler(), context.getClass()].some((target) =>
    Reflect.hasMetadata(THROTTLER_LIMIT + STRICT, target),
  );
}
