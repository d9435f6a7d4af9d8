import { NextFunction, Request, Response } from 'express';

/** No cache keeps an answer of the API unless its handler says so: nearly all of them are somebody's own. */
export function privateByDefault(request: Request, response: Response, next: NextFunction): void {
  if (/^\/api\//i.test(request.path)) response.setHeader('Cache-Control', 'no-store');
  next();
}
