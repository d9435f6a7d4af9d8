import type { ServerResponse } from 'node:http';

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // No proxy is to compress, keep or hold back any of it.
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
};
const COME_BACK_MS = 2_000;
/** Shorter than any balancer's patience with a connection that nothing passes. */
const BEAT_MS = 15_000;

/** Writes an answer of Server-Sent Events (HTML, section 9.2): JSON has no line breaks, so an event is one line of data. */
export class EventSourceWriter {
  private beat: NodeJS.Timeout | undefined;

  constructor(private readonly response: ServerResponse) {
    response.once('close', () => clearInterval(this.beat));
    // What is written to a client that has gone is nobody's concern.
    response.on('error', () => undefined);
  }

  begin(): void {
    this.response.writeHead(200, HEADERS);
    this.response.write(`retry: ${COME_BACK_MS}\n\n`);
    this.beat = setInterval(() => this.write(': \n\n'), BEAT_MS).unref();
  }

  /** @param id where to resume from after this event */
  event(name: string, payload: unknown, id?: string): void {
    const place = id === undefined ? '' : `id: ${id}\n`;
    this.write(`${place}event: ${name}\ndata: ${JSON.stringify(payload ?? {})}\n\n`);
  }

  private write(text: string): void {
    if (!this.response.writableEnded) this.response.write(text);
  }
}
