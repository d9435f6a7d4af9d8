import { createParamDecorator, ExecutionContext } from '@nestjs/common';
import { Request } from 'express';
import { versionOfIfMatch } from './entity-tag';

/** How the document tells it, for `@ApiHeader`. */
export const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description: 'The ETag that you have; 412 if it is old.',
} as const;

/**
 * The version that `If-Match` demands of a document that counts its versions: a number to be put into the filter of
 * the write, so that check and write are one step; undefined when any will do; NO_VERSION, which no
 * document has, when the header names none of ours.
 */
export const IfMatchVersion = createParamDecorator((_: unknown, context: ExecutionContext) =>
  versionOfIfMatch(context.switchToHttp().getRequest<Request>().headers['if-match']),
);
