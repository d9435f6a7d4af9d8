import { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

/** Headers that make the offer, and words of `Connection` that speak of them. */
const OFFER = /^(upgrade|http2-settings)$/i;

/**
 * Answers requests that offer to change to another protocol as if they did not. Some clients offer HTTP/2 with every
 * first request (Java's own, `curl --http2`); where somebody takes upgrades, as the stream does, Node hands all such
 * requests over unanswered. So they are given back to it without the offer, as a new beginning of their connection: once
 * what was asked before on the same connection has been answered, or those answers would get lost.
 * @param taken the beginning of the paths whose upgrades are taken
 */
export function ignoreOtherUpgrades(server: Server, taken: string): void {
  const lastAnswers = new WeakMap<Duplex, ServerResponse>();
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) =>
    lastAnswers.set(socket, response),
  );
  server.on('upgrade', (request: IncomingMessage, connection: Duplex, body: Buffer) => {
    if (request.url?.startsWith(taken)) return;
    const beginAnew = () => {
      if (connection.destroyed) return;
      connection.unshift(Buffer.concat([withoutOffer(request), body]));
      server.emit(connection instanceof TLSSocket ? 'secureConnection' : 'connection', connection);
    };
    // Answers leave in the order of their requests, so that the last one leaves when all have.
    const last = lastAnswers.get(connection);
    if (!last || last.closed) beginAnew();
    else last.once('close', beginAnew);
  });
}

function withoutOffer({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = rawHeaders.slice(i, i + 2);
    if (/^connection$/i.test(name)) lines.push(`${name}: ${wordsKept(value)}`);
    else if (!OFFER.test(name)) lines.push(`${name}: ${value}`);
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

function wordsKept(connection: string): string {
  const words = connection.split(',').map((word) => word.trim());
  return words.filter((word) => !OFFER.test(word)).join(', ');
}
