import {
  applyDecorators,
  CallHandler,
  ExecutionContext,
  NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { Request } from 'express';
import { map, Observable } from 'rxjs';
import { ApiProblems } from '../errors/api-problems.decorator';
import { invalidCursor, Page } from './cursor';
import { cursorIn, nameOfList, refuseOtherLists } from './list-cursor';

/** A list that comes in pages by `PageQueryDto`: a cursor leads on in the list alone that gave it, with its filters. */
export function Paged(): MethodDecorator {
  return applyDecorators(UseInterceptors(CursorsOfOneList), ApiProblems(invalidCursor));
}

/** Puts the name of the list into the cursors that it gives, and looks for it in those that it takes. */
class CursorsOfOneList implements NestInterceptor<Page<unknown>, Page<unknown>> {
  intercept(context: ExecutionContext, next: CallHandler<Page<unknown>>): Observable<Page<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    const list = listOf(request);
    const { cursor } = request.query;
    if (typeof cursor === 'string') refuseOtherLists(list, cursor);
    return next.handle().pipe(
      map((page) => {
        const { next_cursor: place } = page;
        return place === null ? page : { ...page, next_cursor: cursorIn(list, place) };
      }),
    );
  }
}

/** Of the query all that filters counts; the order is in the cursor already. */
function listOf({ identity, path, query }: Request): string {
  const { cursor: _cursor, limit: _limit, sort: _sort, ...filters } = query;
  const asked = Object.entries(filters).sort(([one], [other]) => (one < other ? -1 : 1));
  return nameOfList(identity?.userId, path.toLowerCase().replace(/\/$/, ''), asked);
}
