import { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { EdgeHandler } from '../../platform/http/edge/before-express';
import { hasBody } from '../../platform/http/edge/request-body';
import { QuotesService } from './quotes.service';

const ROUTE = '/api/v1/market/real-time/:symbol';
const PATH = /^\/api\/v1\/market\/real-time\/(\^?[A-Z0-9][A-Z0-9.\-=^&_]{0,19})$/;

/**
 * Answers the quotes that are at hand before Express looks for their route: what dashboards ask for most costs least.
 * The answer is the route's own; whatever is not at hand or not plainly asked for goes to the route.
 */
@Injectable()
export class HotQuotes {
  constructor(private readonly quotes: QuotesService) {}

  /** @param admitted whether the caller may have an answer at once; asked only when there is one */
  handler(admitted: (request: IncomingMessage, response: ServerResponse) => boolean): EdgeHandler {
    return (request, response, next) => {
      const quote = this.find(request);
      if (quote === undefined || !admitted(request, response)) {
        next();
        return;
      }
      request.route = { path: ROUTE };
      response.setHeader('Content-Type', 'application/json; charset=utf-8');
      response.end(quote);
    };
  }

  private find(request: IncomingMessage): string | undefined {
    const symbol = PATH.exec(request.url ?? '')?.[1];
    return symbol && request.method === 'GET' && !hasBody(request) ? this.quotes.atHand(symbol) : undefined;
  }
}
