import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Request } from 'express';
import { IS_PUBLIC, SUPERUSER_ONLY } from '../common/identity/identity.decorators';
import { Access } from './access';
import { superuserOnly } from './auth.errors';

/** Guards every HTTP route: who is not marked public needs an access token. Gateways have the handshake instead. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly access: Access,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const route = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, route)) return true;
    const request = context.switchToHttp().getRequest<Request>();
    request.identity ??= await this.access.authenticateHeader(request.headers.authorization);
    const superusersOnly = this.reflector.getAllAndOverride<boolean>(SUPERUSER_ONLY, route);
    if (superusersOnly && !request.identity.isSuperuser) throw superuserOnly();
    return true;
  }
}
