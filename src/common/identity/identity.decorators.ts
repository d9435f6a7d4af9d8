import { createParamDecorator, ExecutionContext, SetMetadata } from '@nestjs/common';
import { Request } from 'express';
import { Identity } from './identity';
import { RequiredScope } from './token-rights';

declare module 'http' {
  interface IncomingMessage {
    identity?: Identity;
  }
}

export const IS_PUBLIC = 'tickfolio:public';
export const SUPERUSER_ONLY = 'tickfolio:superuser-only';
export const BEFORE_SECOND_FACTOR = 'tickfolio:before-second-factor';
export const REQUIRED_SCOPE = 'tickfolio:required-scope';

/** The route needs no access token. */
export const Public = () => SetMetadata(IS_PUBLIC, true);

/** The route is for superusers; others get 403. */
export const SuperuserOnly = () => SetMetadata(SUPERUSER_ONLY, true);

/** The route is open to who must add a second factor first; others are closed until then. */
export const BeforeSecondFactor = () => SetMetadata(BEFORE_SECOND_FACTOR, true);

/** What a personal access token needs for the route, or for all of a controller; see `scopeOfRoute` for where nothing is said. */
export const RequiresScope = (scope: RequiredScope) => SetMetadata(REQUIRED_SCOPE, scope);

/** The caller of an authenticated HTTP route. */
export const CurrentIdentity = createParamDecorator((_: unknown, context: ExecutionContext): Identity => {
  const { identity } = context.switchToHttp().getRequest<Request>();
  if (!identity) throw new Error('CurrentIdentity on a route without authentication');
  return identity;
});
