import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Request } from 'express';
import { BEFORE_SECOND_FACTOR, IS_PUBLIC, SUPERUSER_ONLY } from '../../common/identity/identity.decorators';
import { demandScope } from '../../common/identity/scope';
import { scopeOfRoute } from '../../common/identity/scope-of-route';
import { missingToken, superuserOnly } from '../auth.errors';
import { secondFactorRequired } from '../factors/factors.errors';

const OF_PORTFOLIO = /^\/api\/v1\/portfolio\/([0-9a-f]{24})(?=\/|$)/i;

/** Every HTTP route that is not marked public needs an identity, some a superuser's, and a token what its route states. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  /**
   * @throws DomainError why there is no identity, `auth.missing_token`, `auth.second_factor_required`,
   * `auth.superuser_only`, or why a token is not enough
   */
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const route: [ReturnType<ExecutionContext['getHandler']>, ReturnType<ExecutionContext['getClass']>] = [
      context.getHandler(),
      context.getClass(),
    ];
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, route)) return true;
    const { identity, refusal, method, path } = context.switchToHttp().getRequest<Request>();
    if (!identity) throw refusal ?? missingToken();
    if (identity.token) {
      demandScope(identity, scopeOfRoute(this.reflector, route, method), OF_PORTFOLIO.exec(path)?.[1]);
    }
    const beforeFactor = this.reflector.getAllAndOverride<boolean>(BEFORE_SECOND_FACTOR, route);
    if (identity.lacksFactor && !beforeFactor) throw secondFactorRequired();
    const superusersOnly = this.reflector.getAllAndOverride<boolean>(SUPERUSER_ONLY, route);
    if (superusersOnly && !identity.isSuperuser) throw superuserOnly();
    return true;
  }
}
