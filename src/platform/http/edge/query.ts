import { NextFunction, Request, Response } from 'express';
import { unacceptableQuery } from '../../../common/errors/http.errors';
import { isOfEveryObject } from './plain-json';

const API = /^\/api\//i;

/** Refuses query parameters that are spelled like operators, nested objects or built-ins, and NUL; no route has such ones. */
export function plainQuery(request: Request, _response: Response, next: NextFunction): void {
  if (!API.test(request.path)) {
    next();
    return;
  }
  const entries = Object.entries(request.query);
  const harmless = entries.every(
    ([name, value]) => /^[\w-]{1,64}$/.test(name) && !isOfEveryObject(name) && !hasNul(value),
  );
  if (harmless && !hasNul(request.path) && !/%00/.test(request.path)) next();
  else next(unacceptableQuery());
}

function hasNul(value: unknown): boolean {
  return Array.isArray(value) ? value.some(hasNul) : typeof value === 'string' && value.includes('\0');
}
