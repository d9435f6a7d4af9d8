import { INestApplication, Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { Reflector } from '@nestjs/core';
import { OpenAPIObject } from '@nestjs/swagger';
import { expiredToken, invalidToken, missingToken, sessionEnded, superuserOnly } from '../auth/auth.errors';
import { secondFactorRequired } from '../auth/factors/factors.errors';
import { ErrorFactory, problemsOf } from '../common/errors/api-problems.decorator';
import { DomainError, STATUS_OF_KIND } from '../common/errors/domain-error';
import * as http from '../common/errors/http.errors';
import { BEFORE_SECOND_FACTOR, IS_PUBLIC, SUPERUSER_ONLY } from '../common/identity/identity.decorators';
import { scopeMissing, sessionOnly, tokenRestricted } from '../common/identity/scope';
import { RequiredScope } from '../common/identity/token-rights';
import { scopeOfRoute } from '../common/identity/scope-of-route';
import { invalidId, ObjectIdPipe } from '../common/ids/object-id.pipe';
import { invalidSymbol, SymbolPipe } from '../common/symbols/symbol';
import { PrivateSymbolPipe } from '../market/private/private-symbol.pipe';
import { BODY_TYPE } from '../platform/http/edge/body-type.decorator';
import { tooManyRequests } from '../platform/http/limits/limits.errors';
import { REQUEST_COST } from '../platform/http/limits/request-cost.decorator';
import { Route, routesOf } from './routes';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const ON_EVERY_ROUTE: ErrorFactory[] = [
  http.validationFailed,
  http.unacceptableQuery,
  tooManyRequests,
  http.storeUnavailable,
];
const OF_ACCESS: ErrorFactory[] = [missingToken, invalidToken, expiredToken, sessionEnded];
const OF_TOKENS: ErrorFactory[] = [scopeMissing, tokenRestricted];
const OF_SCOPE: Record<RequiredScope, ErrorFactory[]> = {
  session: [sessionOnly],
  read: OF_TOKENS,
  values: OF_TOKENS,
  write: OF_TOKENS,
  reports: OF_TOKENS,
  admin: OF_TOKENS,
  market: [scopeMissing],
};
const OF_JSON: ErrorFactory[] = [
  http.malformedJson,
  http.unacceptableJson,
  http.bodyTooLarge,
  http.unsupportedMediaType,
  http.unsupportedCharset,
  http.unsupportedEncoding,
];
const RETRY_HEADER = { 'Retry-After': { $ref: '#/components/headers/Retry-After' } };
const OF_PIPES = new Map<unknown, ErrorFactory>([
  [ObjectIdPipe, invalidId],
  [SymbolPipe, invalidSymbol],
  [PrivateSymbolPipe, invalidSymbol],
]);

/** Describes the error answers of an operation: one a status, with the codes that it can have. */
export function problemDescriptions(app: INestApplication): (operation: Operation, method: string) => void {
  const routes = routesOf(app);
  return (operation, method) => {
    const route = routes.get(operation.operationId ?? '');
    if (!route) return;
    if (!isPublic(route)) Object.assign(operation, { 'x-required-scope': scopeFor(route, method) });
    const cost = Reflect.getMetadata(REQUEST_COST, route.handler) as number | undefined;
    if (cost !== undefined) Object.assign(operation, { 'x-request-cost': cost });
    for (const [status, errors] of byStatus(errorsOf(route, operation, method).map(made))) {
      const told = operation.responses[status];
      const headers = {
        ...(told && !('$ref' in told) && told.headers),
        ...(errors.some(({ retryAfter }) => retryAfter !== undefined) && RETRY_HEADER),
      };
      operation.responses[status] = {
        description: [...new Set(errors.map(({ code }) => code))].sort().join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        headers,
      };
    }
  };
}

/** What a route can answer besides its success: what its controller says, and what its declarations bring with them. */
function errorsOf(
  { controller, handler, name }: Route,
  operation: Operation,
  method: string,
): ErrorFactory[] {
  const own = [...problemsOf(controller), ...problemsOf(handler)];
  if (!isLimited(operation)) return own;
  const marked = (key: string) =>
    (Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller)) as unknown;
  const parameters = (operation.parameters ?? []).flatMap((each) => ('$ref' in each ? [] : [each]));
  const hasPathParameter = parameters.some((each) => each.in === 'path');
  return [
    ...own,
    ...ON_EVERY_ROUTE,
    ...(marked(IS_PUBLIC) ? [] : [...OF_ACCESS, ...OF_SCOPE[scopeFor({ controller, handler }, method)]]),
    ...(marked(IS_PUBLIC) || marked(BEFORE_SECOND_FACTOR) ? [] : [secondFactorRequired]),
    ...(marked(SUPERUSER_ONLY) ? [superuserOnly] : []),
    // A body that a route does not want is read all the same, to say that it is not wanted.
    ...(method === 'get' ? [] : marked(BODY_TYPE) ? [http.unsupportedMediaType] : OF_JSON),
    ...(hasPathParameter || method !== 'get' ? [http.invalidRequest] : []),
    ...pipesOf(controller, name).flatMap((pipe) => OF_PIPES.get(pipe) ?? []),
  ];
}

function scopeFor(
  { controller, handler }: Pick<Route, 'controller' | 'handler'>,
  method: string,
): RequiredScope {
  return scopeOfRoute(new Reflector(), [handler, controller], method);
}

function isPublic({ controller, handler }: Route): boolean {
  return Boolean(Reflect.getMetadata(IS_PUBLIC, handler) ?? Reflect.getMetadata(IS_PUBLIC, controller));
}

function isLimited(operation: Operation): boolean {
  return !(operation.tags ?? []).includes('operations');
}

/** Stands for whatever a factory wants to be given; its words are of no account here. */
const ANYTHING: unknown = new Proxy(() => ANYTHING, {
  get: (_target, key) => (key === Symbol.toPrimitive ? () => '' : ANYTHING),
  apply: () => ANYTHING,
});

function made(factory: ErrorFactory): DomainError {
  return (factory as (...args: unknown[]) => DomainError)(ANYTHING, ANYTHING, ANYTHING, ANYTHING);
}

function byStatus(errors: DomainError[]): Map<string, DomainError[]> {
  const found = new Map<string, DomainError[]>();
  for (const error of errors) {
    const status = String(STATUS_OF_KIND[error.kind]);
    found.set(status, [...(found.get(status) ?? []), error]);
  }
  return found;
}

function pipesOf(controller: Type, method: string): unknown[] {
  const declared = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<
    string,
    { pipes?: unknown[] }
  >;
  return Object.values(declared).flatMap(({ pipes = [] }) => pipes);
}
