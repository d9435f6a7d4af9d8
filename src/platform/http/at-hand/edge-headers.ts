import { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { EdgeHandler } from '../edge/before-express';

const MOST_ORIGINS = 100;

/**
 * What handlers of the edge tell with every answer at hand, as they tell it themselves: they are asked once for each origin,
 * and must look at nothing else of such a request.
 */
export class EdgeHeaders {
  private readonly known = new LRUCache<string, readonly string[]>({ max: MOST_ORIGINS });

  constructor(private readonly handlers: readonly EdgeHandler[]) {}

  /** Names and values in turn. */
  of(request: IncomingMessage): readonly string[] {
    const { origin = '' } = request.headers;
    const known = this.known.get(origin);
    if (known) return known;
    const told = this.ask(request);
    this.known.set(origin, told);
    return told;
  }

  private ask(request: IncomingMessage): string[] {
    // Of every answer, though the types give it to requests alone.
    const response = new ServerResponse(request) as ServerResponse & Pick<ClientRequest, 'getRawHeaderNames'>;
    for (const handler of this.handlers) handler(request, response, () => undefined);
    return response.getRawHeaderNames().flatMap((name) => [name, String(response.getHeader(name))]);
  }
}
