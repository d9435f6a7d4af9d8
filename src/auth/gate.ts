import { Injectable } from '@nestjs/common';
import { NextFunction, Request, Response } from 'express';
import { DomainError } from '../common/errors/domain-error';
import { Identity } from '../common/identity/identity';
import { Environment } from '../config/environment';
import { Counters } from '../platform/limits/counters';
import { countedAddress } from '../platform/limits/client-address';
import { Allowance, FleetLimit } from '../platform/limits/fleet-limit';
import { currentCorrelation } from '../platform/logging/correlation';
import { Access } from './access';

declare module 'express' {
  interface Request {
    /** why the request has no identity although it brought a token */
    refusal?: Error;
  }
}

const UNCOUNTED = /^\/(health|metrics)\b/;
const AUTH = /^\/api\/v\d+\/auth\b/i;
/** Where a token proves nothing yet: counted by address, or accounts would multiply the guesses. */
const CREDENTIALS = /^\/api\/v\d+\/auth\/(register|login|refresh|logout)\b/i;

/**
 * Stands before every route, the unknown ones too and before any body is read: finds out who asks and counts it
 * against the limits. Whether a route needs an identity is the guard's business.
 */
@Injectable()
export class Gate {
  private readonly general: FleetLimit;
  private readonly auth: FleetLimit;

  constructor(
    private readonly access: Access,
    counters: Counters,
    { RATE_LIMIT_PER_MINUTE, RATE_LIMIT_AUTH_PER_MINUTE }: Environment,
  ) {
    this.general = new FleetLimit(counters, 'all', RATE_LIMIT_PER_MINUTE);
    this.auth = new FleetLimit(counters, 'auth', RATE_LIMIT_AUTH_PER_MINUTE);
  }

  readonly handle = (request: Request, response: Response, next: NextFunction): void => {
    if (UNCOUNTED.test(request.path)) next();
    else this.pass(request, response).then(() => next(), next);
  };

  private async pass(request: Request, response: Response): Promise<void> {
    request.identity = await this.identify(request);
    const correlation = currentCorrelation();
    if (correlation) correlation.user_id = request.identity?.userId;
    const limit = AUTH.test(request.path) ? this.auth : this.general;
    const allowance = await limit.take(counted(request));
    announce(allowance, response);
    if (!allowance.allowed) throw tooMany(allowance);
  }

  private async identify(request: Request): Promise<Identity | undefined> {
    const { authorization } = request.headers;
    if (authorization === undefined) return undefined;
    try {
      return await this.access.authenticateHeader(authorization);
    } catch (error) {
      request.refusal = error instanceof Error ? error : new Error(String(error));
      return undefined;
    }
  }
}

function counted({ identity, ip, path }: Request): string {
  return identity && !CREDENTIALS.test(path) ? `user:${identity.userId}` : `address:${countedAddress(ip)}`;
}

function announce({ limit, remaining, reset }: Allowance, response: Response): void {
  response.setHeader('RateLimit-Limit', limit);
  response.setHeader('RateLimit-Remaining', remaining);
  response.setHeader('RateLimit-Reset', reset);
  response.setHeader('RateLimit-Policy', `${limit};w=60`);
}

function tooMany({ reset }: Allowance): DomainError {
  return new DomainError('too_many_requests', 'rate_limit.exceeded', 'Too many requests; wait a little.', {
    retryAfter: reset,
  });
}
