import { pause } from './pause.js';
import { errorOf } from './problem.js';
import type { Session } from './session.js';
import type { PortfolioValue, Refusal, ServerEvents, Subscription } from './stream-events.js';

/** How what was asked for stands when the stream begins, and whenever it has come back. */
export interface EventSnapshot extends Subscription {
  portfolios: PortfolioValue[];
  refused: Array<Refusal & { portfolio_id: string; account?: string }>;
}

/** The events of the stream without sockets, by name. */
export type EventSourceEvents = ServerEvents & {
  snapshot: (snapshot: EventSnapshot) => void;
};

export interface EventSourceOptions {
  /** up to 200 whose ticks are wanted */
  symbols?: readonly string[];
  /** ids of up to 200 whose live values are wanted; an account alone as `portfolio:account` */
  portfolios?: readonly string[];
  /** whether values of portfolios are to tell the holdings too */
  holdings?: boolean;
  fetch?: typeof globalThis.fetch;
  /** `back_soon` while it is away by itself, `over` when it will not come back */
  onStatus?: (status: 'open' | 'back_soon' | 'over') => void;
}

export interface EventSourceStream {
  on<Name extends keyof EventSourceEvents>(name: Name, listener: EventSourceEvents[Name]): void;
  off<Name extends keyof EventSourceEvents>(name: Name, listener: EventSourceEvents[Name]): void;
  close(): void;
}

type AnyListener = (payload: never) => void;

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * Opens the live stream as Server-Sent Events, for those who cannot use sockets. It comes back by itself after whatever broke
 * it, from the last event that it knows, until the session is over or `close` is called.
 */
export function connectEvents(
  baseUrl: string,
  session: Session,
  options: EventSourceOptions = {},
): EventSourceStream {
  const listeners = new Map<string, Set<AnyListener>>();
  const closing = new AbortController();
  const reader = new EventReader(baseUrl, session, options, closing.signal, (name, payload) => {
    for (const listener of [...(listeners.get(name) ?? [])]) listener(payload as never);
  });
  void reader.run();
  return {
    on: (name, listener) => {
      listeners.set(name, (listeners.get(name) ?? new Set()).add(listener));
    },
    off: (name, listener) => {
      listeners.get(name)?.delete(listener);
    },
    close: () => closing.abort(),
  };
}

class EventReader {
  private lastId: string | undefined;
  private failures = 0;
  private isOver = false;

  constructor(
    private readonly baseUrl: string,
    private readonly session: Session,
    private readonly options: EventSourceOptions,
    private readonly signal: AbortSignal,
    private readonly tell: (name: string, payload: unknown) => void,
  ) {}

  async run(): Promise<void> {
    const { onStatus } = this.options;
    while (!this.isOver && !this.signal.aborted) {
      const wait = await this.listen().catch(() => undefined);
      if (this.isOver || this.signal.aborted) break;
      onStatus?.('back_soon');
      const backoff =
        Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.failures) * (0.5 + Math.random() / 2);
      this.failures += 1;
      await pause(wait ?? backoff, this.signal).catch(() => undefined);
    }
    onStatus?.('over');
  }

  /** @returns how long to wait before coming back, where the server says so */
  private async listen(): Promise<number | undefined> {
    const tokens = await this.session.fresh();
    if (!tokens) {
      this.isOver = true;
      return undefined;
    }
    const response = await this.request(tokens.access_token);
    if (response.status === 401) {
      this.isOver = (await this.session.replace(tokens.access_token)) === undefined;
      return undefined;
    }
    if (!response.ok || !response.body) {
      const { retryAfter } = errorOf(response, undefined);
      // What is wrong with the question stays wrong.
      this.isOver = response.status < 500 && response.status !== 429;
      return retryAfter === undefined ? undefined : retryAfter * 1_000;
    }
    this.options.onStatus?.('open');
    await this.read(response.body);
    return undefined;
  }

  private request(token: string): Promise<Response> {
    const { symbols = [], portfolios = [], holdings = false, fetch = globalThis.fetch } = this.options;
    const url = new URL(`${this.baseUrl.replace(/\/+$/, '')}/api/v1/stream/events`);
    url.search = [
      ...(symbols.length > 0 ? [`symbols=${listed(symbols)}`] : []),
      ...(portfolios.length > 0 ? [`portfolios=${listed(portfolios)}`] : []),
      ...(holdings ? ['holdings=true'] : []),
    ].join('&');
    return fetch(url, {
      signal: this.signal,
      headers: {
        Accept: 'text/event-stream',
        Authorization: `Bearer ${token}`,
        ...(this.lastId !== undefined && { 'Last-Event-ID': this.lastId }),
      },
    });
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    const bytes = body.getReader();
    let expired = false;
    let pending = '';
    for (;;) {
      const { done, value } = await bytes.read();
      if (done) return;
      const blocks = (pending + decoder.decode(value, { stream: true })).split('\n\n');
      pending = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = eventOf(block);
        if (!event) continue;
        this.failures = 0;
        if (event.id !== undefined) this.lastId = event.id;
        if (event.name === 'session:expired') expired = true;
        // Behind an expired token it only asks for another one.
        if (event.name === 'goodbye') this.isOver = !expired;
        else this.tell(event.name, event.payload);
      }
    }
  }
}

/** Commas as they are: 200 ids would be too long for some proxies otherwise. */
const listed = (values: readonly string[]) => values.map(encodeURIComponent).join(',');

interface ReceivedEvent {
  name: string;
  payload: unknown;
  id: string | undefined;
}

function eventOf(block: string): ReceivedEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).replace(/^ /, ''));
  }
  const [name, data] = [fields.get('event'), fields.get('data')];
  if (name === undefined || data === undefined) return undefined;
  return { name, payload: JSON.parse(data) as unknown, id: fields.get('id') };
}
