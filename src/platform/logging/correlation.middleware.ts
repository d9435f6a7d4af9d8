import { NextFunction, Request, Response } from 'express';
import { runCorrelated } from './correlation';

declare module 'express' {
  interface Request {
    id: string;
  }
}

/** Lets everything a request starts know the request's id. */
export function correlationMiddleware(request: Request, _response: Response, next: NextFunction): void {
  runCorrelated({ request_id: request.id }, next);
}
