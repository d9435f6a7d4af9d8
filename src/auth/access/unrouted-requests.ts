import { IncomingMessage } from 'node:http';
import { Inject, Injectable, OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ThrottlerStorage } from '@nestjs/throttler';
import { NextFunction, Request, Response } from 'express';
import { Identity } from '../../common/identity/identity';
import { Environment } from '../../config/environment';
import { Admission } from '../../platform/http/at-hand/answers-at-hand';
import { FleetLimit, RequestAllowance } from '../../platform/http/limits/fleet-limit';
import { FleetThrottlerStorage } from '../../platform/http/limits/fleet-throttler-storage';
import { admit, callerOf, GENERAL, isCounted, WINDOW_MS } from '../../platform/http/limits/request-limits';
import { AccessAuthenticator } from './access-authenticator';
import { setIdentity } from './request-identity';

/**
 * Counts what the guards never see, against the general limit of the same storage: pages that are no route of Nest,
 * unknown routes, requests refused before their route, and what is answered before Express.
 */
@Injectable()
export class UnroutedRequests implements Admission, OnModuleInit {
  private readonly limit: number;
  private readonly general: FleetLimit;

  constructor(
    private readonly access: AccessAuthenticator,
    @Inject(ThrottlerStorage) private readonly storage: FleetThrottlerStorage,
    private readonly adapterHost: HttpAdapterHost,
    environment: Environment,
  ) {
    this.limit = environment.RATE_LIMIT_PER_MINUTE;
    this.general = storage.limitOf(GENERAL, this.limit, WINDOW_MS);
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

  /** Who asks, where the token was found good a moment ago. */
  readonly recall = ({ headers }: IncomingMessage): Identity | undefined =>
    this.access.recall(headers.authorization);

  /** Counts a request where the caller's lease covers it. */
  readonly admit = (request: IncomingMessage, caller: Identity): RequestAllowance | undefined => {
    const allowance = this.general.takeLeased(`user:${caller.userId}`);
    if (!allowance?.allowed) return undefined;
    setIdentity(request, caller);
    return allowance;
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
