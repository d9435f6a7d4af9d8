import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { Request } from 'express';
import { validationFailed } from '../../../common/errors/http.errors';

const API = /^\/api\//i;

/**
 * Refuses query parameters and body fields where a handler takes none: whitelist validation only sees what is bound to
 * a DTO, and what nobody reads must not look accepted.
 */
@Injectable()
export class DeclaredInputGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() === 'http') this.check(context);
    return true;
  }

  private check(context: ExecutionContext): void {
    const request = context.switchToHttp().getRequest<Request>();
    const { originalUrl } = request;
    if (!API.test(originalUrl)) return;
    const unread = [
      ...(originalUrl.includes('?') && !takes(context, RouteParamtypes.QUERY) ? fieldsOf(request.query) : []),
      ...(request.body !== undefined && !takes(context, RouteParamtypes.BODY) ? fieldsOf(request.body) : []),
    ];
    if (unread.length === 0) return;
    throw validationFailed(unread.map((field) => ({ field, message: `property ${field} should not exist` })));
  }
}

/** Whether the handler has a parameter of that kind; Nest keeps them as `<kind>:<index>`. */
function takes(context: ExecutionContext, kind: RouteParamtypes): boolean {
  const declared: unknown = Reflect.getMetadata(
    ROUTE_ARGS_METADATA,
    context.getClass(),
    context.getHandler().name,
  );
  return Object.keys(declared ?? {}).some((key) => key.startsWith(`${kind}:`));
}

const fieldsOf = (input: unknown) => (typeof input === 'object' ? Object.keys(input ?? {}) : []);
