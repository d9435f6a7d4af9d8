import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { Request } from 'express';
import { Observable } from 'rxjs';
import { validationFailed } from '../../common/errors/validation.pipe';

const API = /^\/api\//i;

/**
 * Refuses query parameters and body fields where a handler takes none: whitelist validation only sees what is bound to
 * a DTO, and what nobody reads must not look accepted.
 */
@Injectable()
export class DeclaredInput implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() === 'http') this.check(context);
    return next.handle();
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
