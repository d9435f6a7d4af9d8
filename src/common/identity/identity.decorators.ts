import { createParamDecorator, ExecutionContext, SetMetadata } from '@nestjs/common';
import { Request } from 'express';
import { Identity } from './identity';

declare module 'http' {
  interface IncomingMessage {
    identity?: Identity;
  }
}

export const IS_PUBLIC = 'tickfolio:public';
export const SUPERUSER_ONLY = 'tickfolio:superuser-only';

/** The route needs no access token. */
export const Public = () => SetMetadata(IS_PUBLIC, true);

/** The route is for superusers; others get 403. */
export const SuperuserOnly = () => SetMetadata(SUPERUSER_ONLY, true);

/** The caller of an authenticated HTTP route. */
export const CurrentIdentity = createParamDecorator((_: unknown, context: ExecutionContext): Identity => {
  const { identity } = context.switchToHttp().getRequest<Request>();
  if (!identity) throw new Error('CurrentIdentity on a route without authentication');
  return identity;
});
