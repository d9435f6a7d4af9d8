import { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable, OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ThrottlerStorage } from '@nestjs/throttler';
import { NextFunction, Request, Response } from 'express';
import { Environment } from '../../config/environment';
import { FleetThrottlerStorage } from '../../platform/http/limits/fleet-throttler-storage';
import { admit, callerOf, GENERAL, isCounted, WINDOW_MS } from '../../platform/http/limits/request-limits';
import { AccessAuthenticator } from './access-authenticator';
import { setIdentity } from './request-identity';

/**
 * Counts what the guards never see, against the general limit of the same storage: pages that are no route of Nest,
 * unknown routes, requests refused before their route, and quotes that are answered before Express.
 */
@Injectable()
export class UnroutedRequests implements OnModuleInit {
  private readonly limit: number;

  constructor(
    private readonly access: AccessAuthenticator,
    @Inject(ThrottlerStorage) private readonly storage: FleetThrottlerStorage,
    private readonly adapterHost: HttpAdapterHost,
    environment: Environment,
  ) {
    this.limit = environment.RATE_LIMIT_PER_MINUTE;
  }

  /** Here every route has been registered, and what answers unknown ones has not. A command serves no requests. */
  onModuleInit(): void {
    const { httpAdapter }: { httpAdapter?: HttpAdapterHost['httpAdapter'] | null } = this.adapterHost;
    if (!httpAdapter) return;
    httpAdapter.use(this.count);
    httpAdapter.use(this.countRefused);
  }

  /** Counts a request that no guard has counted, and goes on or refuses. */
  readonly count = (request: Request, response: Response, next: NextFunction): void => {
    if (isCounted(response)) next();
    else this.take(request, response).then(() => next(), next);
  };

  /**
   * Lets a request pass where that can be decided without asking anybody: the token was found good a moment ago and the
   * caller's lease covers it. Nothing is counted where it returns false.
   */
  readonly passAtOnce = (request: IncomingMessage, response: ServerResponse): boolean => {
    const identity = this.access.recall(request.headers.authorization);
    if (!identity) return false;
    const hits = this.storage.incrementLeased(`user:${identity.userId}`, WINDOW_MS, this.limit, GENERAL);
    if (!hits) return false;
    setIdentity(request, identity);
    admit(response, this.limit, hits);
    return true;
  };

  private readonly countRefused = (
    refusal: unknown,
    request: Request,
    response: Response,
    next: NextFunction,
  ): void => {
    this.count(request, response, (tooMany?: unknown) => next(tooMany ?? refusal));
  };

  private async take(request: Request, response: Response): Promise<void> {
    const { authorization } = request.headers;
    const identity =
      authorization && (await this.access.authenticateHeader(authorization).catch(() => undefined));
    if (identity) setIdentity(request, identity);
    admit(
      response,
      this.limit,
      await this.storage.increment(callerOf(request), WINDOW_MS, this.limit, 0, GENERAL),
    );
  }
}
