import { IncomingMessage, ServerResponse } from 'node:http';
import { EdgeHandler } from './before-express';

/** An answer that was sent whole, or broken off. */
export interface EndedAnswer {
  request: IncomingMessage;
  response: ServerResponse;
  /** as it was asked for; Express shortens that of the request for what is mounted under a path */
  url: string;
  milliseconds: number;
}

/** Measures requests from here on and tells observers of their answers: one listener a request for all of them. */
export function observeAnswers(observers: readonly ((answer: EndedAnswer) => void)[]): EdgeHandler {
  return (request, response, next) => {
    const { url = '/' } = request;
    const startedAt = performance.now();
    response.on('close', () => {
      const answer = { request, response, url, milliseconds: performance.now() - startedAt };
      for (const observe of observers) observe(answer);
    });
    next();
  };
}
