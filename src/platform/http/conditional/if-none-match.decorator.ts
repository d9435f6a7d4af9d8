import { createParamDecorator, ExecutionContext } from '@nestjs/common';
import { Request } from 'express';
import { versionOfIfNoneMatch } from './entity-tag';

/**
 * The version that the client of a GET has, for a handler that can tell by it alone that nothing changed and answers
 * `Unchanged` then; undefined where `If-None-Match` does not name just one of ours.
 */
export const IfNoneMatchVersion = createParamDecorator((_: unknown, context: ExecutionContext) =>
  versionOfIfNoneMatch(context.switchToHttp().getRequest<Request>().headers['if-none-match']),
);
