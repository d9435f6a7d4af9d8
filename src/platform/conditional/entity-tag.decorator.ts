import {
  applyDecorators,
  CallHandler,
  ExecutionContext,
  mixin,
  NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { Response } from 'express';
import { map, Observable } from 'rxjs';
import { contentTag } from './entity-tag';

/**
 * Gives the answer an `ETag`; Express turns a GET whose `If-None-Match` names it into 304.
 * @param tagOf the tag of a body, such as `({ version }) => versionTag(version)`; by default made from its content
 */
export function EntityTag<Body>(tagOf: (body: Body) => string = contentTag): MethodDecorator {
  class EntityTagInterceptor implements NestInterceptor<Body, Body> {
    intercept(context: ExecutionContext, next: CallHandler<Body>): Observable<Body> {
      const response = context.switchToHttp().getResponse<Response>();
      return next.handle().pipe(
        map((body) => {
          response.setHeader('ETag', tagOf(body));
          response.setHeader('Cache-Control', 'private, no-cache');
          return body;
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
