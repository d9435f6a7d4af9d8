import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Request } from 'express';
import { IS_PUBLIC, SUPERUSER_ONLY } from '../common/identity/identity.decorators';
import { missingToken, superuserOnly } from './auth.errors';

/** Every HTTP route that is not marked public needs the identity that the gate found. Gateways have the handshake. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const route = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, route)) return true;
    const { identity, refusal } = context.switchToHttp().getRequest<Request>();
    if (!identity) throw refusal ?? missingToken();
    const superusersOnly = this.reflector.getAllAndOverride<boolean>(SUPERUSER_ONLY, route);
    if (superusersOnly && !identity.isSuperuser) throw superuserOnly();
    return true;
  }
}
