export interface ServerSentEvent {
  id?: string;
  event: string;
  data: unknown;
}

/** A client of `/api/v1/stream/events` that keeps what it heard. */
export class EventSourceClient {
  readonly heard: ServerSentEvent[] = [];
  readonly comments: string[] = [];
  ended = false;
  private readonly aborting = new AbortController();
  private pending = '';

  private constructor(readonly response: Response) {}

  /** Resolves with the head of the answer. */
  static async open(
    url: string,
    { query = '', headers = {} }: { query?: string; headers?: Record<string, string> },
  ): Promise<EventSourceClient> {
    const aborting = new AbortController();
    const response = await fetch(`${url}/api/v1/stream/events${query}`, { headers, signal: aborting.signal });
    const client = new EventSourceClient(response);
    aborting.signal.addEventListener('abort', () => (client.ended = true));
    client.aborting.signal.addEventListener('abort', () => aborting.abort());
    if (response.ok) void client.read();
    return client;
  }

  /** The payloads of an event so far. */
  of<T>(event: string): T[] {
    return this.heard.filter((one) => one.event === event).map(({ data }) => data as T);
  }

  get lastId(): string | undefined {
    return this.heard.findLast(({ id }) => id !== undefined)?.id;
  }

  leave(): void {
    this.aborting.abort();
  }

  private async read(): Promise<void> {
    const decoder = new TextDecoder();
    try {
      const bytes = this.response.body!.getReader();
      for (;;) {
        const { done, value } = await bytes.read();
        if (done) break;
        this.take(decoder.decode(value, { stream: true }));
      }
    } catch {
      // It left, or the connection broke.
    }
    this.ended = true;
  }

  private take(text: string): void {
    const blocks = (this.pending + text).split('\n\n');
    this.pending = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line) => [line.split(': ', 1)[0]!, line.replace(/^\w*: /, '')]),
      );
      const event = fields.get('event');
      if (event === undefined) this.comments.push(block);
      else this.heard.push({ id: fields.get('id'), event, data: JSON.parse(fields.get('data')!) });
    }
  }
}
