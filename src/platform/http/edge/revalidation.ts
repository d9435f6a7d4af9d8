import { NextFunction, Request, Response } from 'express';

/**
 * A request that names the tag it has wants 304 if that still holds. `fetch` adds `Cache-Control: no-cache` to such a
 * request, meant for caches on the way; Express takes it for a wish to be sent all again.
 */
export function revalidation(request: Request, _response: Response, next: NextFunction): void {
  if (request.headers['if-none-match'] !== undefined) delete request.headers['cache-control'];
  next();
}
