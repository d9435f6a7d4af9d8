import {
  applyDecorators,
  CallHandler,
  ExecutionContext,
  mixin,
  NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { Request, Response } from 'express';
import { map, Observable } from 'rxjs';
import { Unchanged } from './unchanged';

/**
 * Gives the answer an `ETag`; where `If-None-Match` names it, Express answers 304, and the body is not written out first.
 * @param tagOf the tag of a body, such as `({ version }) => versionTag(version)`
 */
export function EntityTag<Body>(tagOf: (body: Body) => string): MethodDecorator {
  class EntityTagInterceptor implements NestInterceptor<Body | Unchanged, Body | undefined> {
    intercept(context: ExecutionContext, next: CallHandler<Body | Unchanged>): Observable<Body | undefined> {
      const http = context.switchToHttp();
      const request = http.getRequest<Request>();
      const response = http.getResponse<Response>();
      return next.handle().pipe(
        map((body) => {
          response.setHeader('ETag', body instanceof Unchanged ? body.tag : tagOf(body));
          response.setHeader('Cache-Control', 'private, no-cache');
          return body instanceof Unchanged || request.fresh ? undefined : body;
        }),
      );
    }
  }
  return applyDecorators(
    UseInterceptors(mixin(EntityTagInterceptor)),
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: 'An ETag that the client has; 304 if it still holds.',
    }),
  );
}
