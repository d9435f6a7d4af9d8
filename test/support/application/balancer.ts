import { once } from 'node:events';
import { Agent, IncomingMessage, request, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { Duplex } from 'node:stream';
import { AddressInfo } from 'node:net';
import { patientServer } from '../outside/patient-server';

const PROBE_EVERY = 100;

/** A request that an instance took and did not answer; the client got 502. */
export interface CutRequest {
  instance: string;
  method: string;
  path: string;
  reason: string;
}

export interface Balancer {
  url: string;
  /** requests that broke on an instance's open connection */
  cut: CutRequest[];
  /** how many answers each instance gave, by its URL */
  answers: Map<string, number>;
  add(instance: string): void;
  close(): Promise<void>;
}

/**
 * A plain round-robin reverse proxy over the instances whose `/health/ready` is 200, with kept-alive connections to them;
 * over all when none is, as balancers do, since then it is a store that is slow or away, and not an instance.
 * Like any balancer it tries the next instance only when a connection was refused, never after a request was sent.
 */
export async function startBalancer(instances: string[]): Promise<Balancer> {
  const known = new Set(instances);
  const ready = new Set(instances);
  const cut: CutRequest[] = [];
  const answers = new Map<string, number>();
  const upgraded = new Set<Duplex>();
  const agent = new Agent({ keepAlive: true });
  let turn = 0;

  const next = () => {
    const open = [...(ready.size > 0 ? ready : known)];
    turn += 1;
    return open[turn % open.length];
  };

  const probe = setInterval(() => {
    for (const instance of known) {
      fetch(`${instance}/health/ready`)
        .then(async (answer) => {
          await answer.arrayBuffer();
          return answer.ok;
        })
        .catch(() => false)
        .then(
          (isReady) => (isReady ? ready.add(instance) : ready.delete(instance)),
          () => undefined,
        );
    }
  }, PROBE_EVERY);

  const forward = (incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer) => {
    const instance = next();
    if (!instance) {
      outgoing.writeHead(503).end();
      return;
    }
    const { method = 'GET', url: path = '/', headers } = incoming;
    const passed = request(`${instance}${path}`, { method, headers, agent }, (answer) => {
      answers.set(instance, (answers.get(instance) ?? 0) + 1);
      const { connection: _hop, ...kept } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, kept);
      answer.pipe(outgoing);
      answer.on('error', (error) => {
        cut.push({ instance, method, path, reason: `in its answer: ${error.message}` });
        outgoing.destroy();
      });
    });
    passed.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') {
        ready.delete(instance);
        known.delete(instance);
        forward(incoming, outgoing, body);
        return;
      }
      cut.push({ instance, method, path, reason: error.code ?? error.message });
      if (!outgoing.headersSent) outgoing.writeHead(502);
      outgoing.end();
    });
    passed.end(body);
  };

  const server = patientServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => forward(incoming, outgoing, Buffer.concat(chunks)));
  });

  server.on('upgrade', (incoming, client: Duplex, head: Buffer) => {
    const instance = next();
    if (!instance) {
      client.destroy();
      return;
    }
    const { hostname, port } = new URL(instance);
    const upstream = connect(Number(port), hostname, () => {
      const headers = incoming.rawHeaders
        .map((value, at) => (at % 2 ? `${value}\r\n` : `${value}: `))
        .join('');
      upstream.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${headers}\r\n`);
      upstream.write(head);
      client.pipe(upstream).pipe(client);
    });
    for (const [end, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      upgraded.add(end);
      end.on('error', () => other.destroy());
      end.on('close', () => {
        upgraded.delete(end);
        other.destroy();
      });
    }
  });

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    answers,
    add: (instance) => {
      known.add(instance);
      ready.add(instance);
    },
    close: async () => {
      clearInterval(probe);
      for (const end of upgraded) end.destroy();
      agent.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, 'close').catch(() => undefined);
    },
  };
}
