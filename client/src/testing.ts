import type { TickfolioStream } from './stream.js';
import type { ClientEvents, Refusal, ServerEvents } from './stream-events.js';

/** `@tickfolio/client/openapi.json`, or what matters here of it. */
export interface MockedDocument {
  paths: Record<string, object>;
}

/** What one operation answers instead of the document's example. */
export type MockedAnswer = (request: Request) => Response | Promise<Response>;

interface Operation {
  responses?: Record<string, { content?: Record<string, { example?: unknown }> }>;
}

/**
 * A `fetch` for `createTickfolioClient` that asks no server: every operation answers with the document's example of its
 * success, unless `answers` has another one for it.
 * @param answers by method and path as in the document, such as `GET /api/v1/portfolio/{id}`
 */
export function mockFetch(
  document: MockedDocument,
  answers: Record<string, MockedAnswer> = {},
): typeof globalThis.fetch {
  const routes = Object.entries(document.paths)
    .map(([path, operations]) => ({ path, operations, pattern: patternOf(path) }))
    .sort((one, other) => one.path.split('{').length - other.path.split('{').length);
  return async (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    for (const { path, operations, pattern } of routes) {
      const operation = (operations as Record<string, Operation>)[request.method.toLowerCase()];
      if (operation && pattern.test(pathname))
        return answers[`${request.method} ${path}`]?.(request) ?? exampleOf(operation);
    }
    return notFound();
  };
}

const patternOf = (path: string) =>
  new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`);

function exampleOf({ responses = {} }: Operation): Response {
  const status = Object.keys(responses)
    .filter((given) => /^2/.test(given))
    .sort()[0];
  const [type, media] = Object.entries(responses[status ?? '']?.content ?? {})[0] ?? [];
  if (!media || type === undefined) return new Response(null, { status: Number(status ?? 204) });
  const { example } = media;
  const body = typeof example === 'string' && !type.includes('json') ? example : JSON.stringify(example);
  return new Response(body, { status: Number(status), headers: { 'Content-Type': type } });
}

function notFound(): Response {
  const problem = { type: 'about:blank', title: 'Not Found', status: 404, code: 'http.not_found' };
  const headers = { 'Content-Type': 'application/problem+json' };
  return new Response(JSON.stringify(problem), { status: 404, headers });
}

type Listener = (...args: never[]) => void;
type Payload<Event extends keyof ClientEvents> = Parameters<ClientEvents[Event]>[0];
type Acknowledgement<Event extends keyof ClientEvents> =
  Parameters<ClientEvents[Event]> extends [unknown, (answer: infer Answer) => void] ? Answer : never;

/** What the mocked server acknowledges events with. */
export type MockedAcknowledgements = {
  [Event in keyof ClientEvents]?: (payload: Payload<Event>) => Acknowledgement<Event>;
};

/** The part of a stream that applications use, and the server's side of it. */
export type MockedStream = Pick<
  TickfolioStream,
  'on' | 'once' | 'off' | 'emit' | 'emitWithAck' | 'connect' | 'disconnect' | 'connected'
> & {
  /** Hands an event to the listeners, as the server would. */
  receive<Event extends keyof ServerEvents>(event: Event, ...args: Parameters<ServerEvents[Event]>): void;
  /** What was emitted so far, in order. */
  readonly emitted: ReadonlyArray<{ event: string; payload: unknown }>;
};

/** A stream that opens no connection; an event without an acknowledgement of its own is refused. */
export function mockStream(acknowledgements: MockedAcknowledgements = {}): MockedStream {
  const listeners = new Map<string, Set<Listener>>();
  const emitted: Array<{ event: string; payload: unknown }> = [];
  const listenersOf = (event: string) => {
    const known = listeners.get(event) ?? new Set<Listener>();
    listeners.set(event, known);
    return known;
  };
  const receive = (event: string, ...args: unknown[]) => {
    for (const listener of [...listenersOf(event)]) (listener as (...given: unknown[]) => void)(...args);
  };
  const answer = (event: string, payload: unknown): object => {
    emitted.push({ event, payload });
    const acknowledge = acknowledgements[event as keyof ClientEvents] as
      ((given: unknown) => object) | undefined;
    return acknowledge?.(payload) ?? refusal(event);
  };
  const stream = {
    connected: true,
    emitted,
    receive,
    on: (event: string, listener: Listener) => (listenersOf(event).add(listener), stream),
    once: (event: string, listener: Listener) => {
      const first = (...args: never[]) => {
        listenersOf(event).delete(first);
        listener(...args);
      };
      return stream.on(event, first);
    },
    off: (event: string, listener: Listener) => (listenersOf(event).delete(listener), stream),
    emit: (event: string, payload: unknown, acknowledge?: (given: object) => void) => {
      const given = answer(event, payload);
      queueMicrotask(() => acknowledge?.(given));
      return stream;
    },
    emitWithAck: (event: string, payload: unknown) => Promise.resolve(answer(event, payload)),
    connect: () => {
      stream.connected = true;
      receive('connect');
      return stream;
    },
    disconnect: () => {
      stream.connected = false;
      receive('disconnect', 'io client disconnect');
      return stream;
    },
  };
  return stream as unknown as MockedStream;
}

function refusal(event: string): Refusal {
  return { error: { code: 'stream.not_mocked', detail: `mockStream has no acknowledgement of ${event}` } };
}
