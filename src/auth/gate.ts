import { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { NextFunction, Request, Response } from 'express';
import { DomainError } from '../common/errors/domain-error';
import { Identity } from '../common/identity/identity';
import { Environment } from '../config/environment';
import { Counters } from '../platform/limits/counters';
import { requestPath } from '../platform/edge/request-path';
import { countedAddress } from '../platform/limits/client-address';
import { Allowance, FleetLimit } from '../platform/limits/fleet-limit';
import { currentCorrelation } from '../platform/logging/correlation';
import { Access } from './access';

declare module 'http' {
  interface IncomingMessage {
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
    if (UNCOUNTED.test(request.path) || this.passAtOnce(request, response)) next();
    else this.pass(request, response).then(() => next(), next);
  };

  /**
   * Lets a request pass where that can be decided without asking anybody, as it can nearly always: the token was found
   * good a moment ago and the caller's leased share of the limit covers it. Nothing is counted where it returns false.
   */
  readonly passAtOnce = (request: IncomingMessage, response: ServerResponse): boolean => {
    const identity = this.access.recall(request.headers.authorization);
    const path = requestPath(request);
    if (!identity || CREDENTIALS.test(path)) return false;
    const allowance = this.limitOf(path).takeLeased(`user:${identity.userId}`);
    if (!allowance?.allowed) return false;
    request.identity = identity;
    admit(request, response, allowance);
    return true;
  };

  private async pass(request: Request, response: Response): Promise<void> {
    request.identity = await this.identify(request);
    admit(request, response, await this.limitOf(request.path).take(counted(request)));
  }

  private limitOf(path: string): FleetLimit {
    return AUTH.test(path) ? this.auth : this.general;
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

/** @throws DomainError `rate_limit.exceeded` */
function admit(request: IncomingMessage, response: ServerResponse, allowance: Allowance): void {
  const correlation = currentCorrelation();
  if (correlation) correlation.user_id = request.identity?.userId;
  const { allowed, limit, remaining, reset } = allowance;
  response.setHeader('RateLimit-Limit', limit);
  response.setHeader('RateLimit-Remaining', remaining);
  response.setHeader('RateLimit-Reset', reset);
  response.setHeader('RateLimit-Policy', `${limit};w=60`);
  if (!allowed) throw tooMany(allowance);
}

function tooMany({ reset }: Allowance): DomainError {
  return new DomainError('too_many_requests', 'rate_limit.exceeded', 'Too many requests; wait a little.', {
    retryAfter: reset,
  });
}
