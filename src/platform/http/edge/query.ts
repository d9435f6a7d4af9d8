import { NextFunction, Request, Response } from 'express';
import { DomainError } from '../../../common/errors/domain-error';
import { unacceptableQuery } from '../../../common/errors/http.errors';
import { isOfEveryObject, TEXT_RULE } from './plain-json';

const API = /^\/api\//i;
const NAME = /^[\w-]{1,64}$/;

/** Refuses query parameters that are spelled like operators, nested objects or built-ins, and NUL; no route has such ones. */
export function plainQuery(request: Request, _response: Response, next: NextFunction): void {
  next(API.test(request.path) ? refusalOf(request) : undefined);
}

function refusalOf({ path, query }: Request): DomainError | undefined {
  const entries = Object.entries(query);
  if (!entries.every(([name]) => NAME.test(name) && !isOfEveryObject(name))) return unacceptableQuery();
  const errors = entries
    .filter(([, value]) => hasNul(value))
    .map(([field]) => ({ field, message: `${field} ${TEXT_RULE}` }));
  if (errors.length > 0) return unacceptableQuery(`Text ${TEXT_RULE}.`, errors);
  return hasNul(path) || path.includes('%00') ? unacceptableQuery(`Text ${TEXT_RULE}.`) : undefined;
}

function hasNul(value: unknown): boolean {
  return Array.isArray(value) ? value.some(hasNul) : typeof value === 'string' && value.includes('\0');
}
