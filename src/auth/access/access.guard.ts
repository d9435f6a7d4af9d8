import { ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { Request } from 'express';
import { Identity } from '../../common/identity/identity';
import { AccessAuthenticator, refusalOf } from './access-authenticator';
import { setIdentity } from './request-identity';

/**
 * Finds out who asks; passport is asked only for what is not known yet. It refuses nobody: a request is counted first,
 * and whether its route needs an identity is the permission guard's business. Gateways have the handshake.
 */
@Injectable()
export class AccessGuard extends AuthGuard('jwt') {
  constructor(private readonly access: AccessAuthenticator) {
    super();
  }

  override canActivate(
    context: ExecutionContext,
  ): ReturnType<InstanceType<ReturnType<typeof AuthGuard>>['canActivate']> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const { authorization } = request.headers;
    if (authorization === undefined) return true;
    const known = this.access.recall(authorization);
    if (!known && this.access.personalToken(authorization)) return this.byToken(request, authorization);
    if (!known) return super.canActivate(context);
    setIdentity(request, known);
    return true;
  }

  private async byToken(request: Request, authorization: string): Promise<boolean> {
    try {
      setIdentity(request, await this.access.authenticateHeader(authorization));
    } catch (error) {
      request.refusal = refusalOf(error);
    }
    return true;
  }

  override getAuthenticateOptions() {
    return this.access.options();
  }

  override handleRequest<User = Identity>(
    error: unknown,
    identity: User & Identity,
    _info: unknown,
    context: ExecutionContext,
  ): User {
    const request = context.switchToHttp().getRequest<Request>();
    if (identity) setIdentity(request, identity);
    else request.refusal = refusalOf(error);
    return identity;
  }
}
