import { ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  getOptionsToken,
  ThrottlerGuard,
  ThrottlerModuleOptions,
  ThrottlerRequest,
  ThrottlerStorage,
} from '@nestjs/throttler';
import type { Request } from 'express';
import { bodyCost } from './body-cost';
import { FleetThrottlerStorage } from './fleet-throttler-storage';
import { REQUEST_COST } from './request-cost.decorator';
import { RefusedRequests } from './refused-requests';
import { admit, GENERAL } from './request-limits';

type Tracker = (request: object, context: ExecutionContext) => string;

interface RouteLimit {
  throttler: string;
  limit: number;
  ttl: number;
  tracker: Tracker;
  cost: number;
}

const PASSED = Promise.resolve(true);

/**
 * Counts every request of a route against the limit that `@Throttle` and `@SkipThrottle` give it, by its `@RequestCost` and
 * the length of its body. The throttler works out a route's limit at its first request; while the caller's lease covers
 * them, later ones are counted without waiting.
 */
@Injectable()
export class LimitGuard extends ThrottlerGuard {
  private readonly known = new WeakMap<object, RouteLimit>();

  constructor(
    @Inject(getOptionsToken()) options: ThrottlerModuleOptions,
    @Inject(ThrottlerStorage) private readonly storage: FleetThrottlerStorage,
    reflector: Reflector,
    private readonly refused: RefusedRequests,
  ) {
    super(options, storage, reflector);
  }

  override canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return PASSED;
    const route = this.known.get(context.getHandler());
    return route && this.passAtOnce(context, route) ? PASSED : super.canActivate(context);
  }

  protected override async handleRequest(request: ThrottlerRequest): Promise<boolean> {
    const { context, limit, ttl, throttler, blockDuration, getTracker } = request;
    const cost = this.reflector.get<number | undefined>(REQUEST_COST, context.getHandler()) ?? 1;
    const route = { throttler: throttler.name ?? '', limit, ttl, tracker: getTracker as Tracker, cost };
    this.known.set(context.getHandler(), route);
    const { req, res } = this.getRequestResponse(context);
    const caller = route.tracker(req, context);
    const total = cost + bodyCost(req as Request);
    const hits = await this.storage.increment(caller, ttl, limit, blockDuration, route.throttler, total);
    // The strict limit is of routes that are refused by their address too.
    if (hits.isBlocked && route.throttler === GENERAL && hits.remaining < Math.min(cost, limit)) {
      const { path } = (req as Request).route as { path: string };
      this.refused.remember(caller, req as Request, { route: path, limit, retryAfter: hits.timeToExpire });
    }
    admit(res as never, limit, hits);
    return true;
  }

  private passAtOnce(
    context: ExecutionContext,
    { throttler, limit, ttl, tracker, cost }: RouteLimit,
  ): boolean {
    const { req, res } = this.getRequestResponse(context);
    const total = cost + bodyCost(req as Request);
    const hits = this.storage.incrementLeased(tracker(req, context), ttl, limit, throttler, total);
    if (hits) admit(res as never, limit, hits);
    return hits !== undefined;
  }
}
