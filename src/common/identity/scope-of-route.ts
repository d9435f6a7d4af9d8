import { Reflector } from '@nestjs/core';
import { REQUIRED_SCOPE, SUPERUSER_ONLY } from './identity.decorators';
import { RequiredScope } from './token-rights';

const READING = new Set(['get', 'head']);

/** The scope that a route says it needs; else `admin` for superusers' routes, `read` for reading and `write` for the rest. */
export function scopeOfRoute(
  reflector: Reflector,
  route: [handler: object, controller: object],
  method: string,
): RequiredScope {
  const targets = route as Parameters<Reflector['getAllAndOverride']>[1];
  const stated = reflector.getAllAndOverride<RequiredScope | undefined>(REQUIRED_SCOPE, targets);
  if (stated) return stated;
  if (reflector.getAllAndOverride<boolean | undefined>(SUPERUSER_ONLY, targets)) return 'admin';
  return READING.has(method.toLowerCase()) ? 'read' : 'write';
}
