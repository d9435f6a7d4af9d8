import { once } from 'node:events';
import { connect, createServer, Socket } from 'node:net';

export interface FaultyLink {
  /** the server behind the link, at the link's address */
  uri: string;
  /**
   * Connections stay open but nothing passes any more, as when the server is frozen; new ones open and stay silent.
   * @throws Error when the server has answered nobody through the link: breaking it would prove nothing
   */
  freeze(this: void): void;
  /** Breaks every connection and refuses new ones, as when the server is gone; throws as `freeze` does. */
  cut(this: void): void;
  mend(this: void): void;
  close(this: void): Promise<void>;
}

/**
 * A TCP link to a server that can fail on demand without the server being touched.
 * @param target the server's URI, with credentials if it wants any; a member of a replica set is then used by itself
 */
export async function startFaultyLink(target: string): Promise<FaultyLink> {
  const { hostname, port } = new URL(target);
  const pairs = new Set<[Socket, Socket]>();
  let state: 'whole' | 'frozen' | 'cut' = 'whole';
  let answered = false;
  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    far.once('data', () => (answered = true));
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('data', (bytes) => to.write(bytes));
      from.on('error', () => undefined);
      // Behind a frozen link neither end learns that the other has gone.
      from.on('close', () => state !== 'frozen' && part(pair));
    }
    if (state === 'frozen') halt(pair);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const uri = throughLink(target, (server.address() as { port: number }).port);

  const proveWhole = () => {
    if (!answered) throw new Error(`nothing has passed the link to ${hostname}:${port}`);
  };
  const all = () => [...pairs];
  const part = (pair: [Socket, Socket]) => {
    for (const socket of pair) socket.destroy();
    pairs.delete(pair);
  };
  return {
    uri,
    freeze: () => {
      proveWhole();
      state = 'frozen';
      all().forEach(halt);
    },
    cut: () => {
      proveWhole();
      state = 'cut';
      all().forEach(part);
    },
    mend: () => {
      state = 'whole';
      for (const pair of all()) {
        if (pair.some(({ destroyed }) => destroyed)) part(pair);
        else for (const socket of pair) socket.resume();
      }
    },
    close: async () => {
      all().forEach(part);
      server.close();
      await once(server, 'close');
    },
  };
}

function throughLink(target: string, port: number): string {
  const uri = new URL(target);
  uri.hostname = '127.0.0.1';
  uri.port = `${port}`;
  if (uri.protocol === 'mongodb:') {
    // A member of a replica set would tell where the set is, past the link.
    uri.searchParams.delete('replicaSet');
    uri.searchParams.set('directConnection', 'true');
  }
  return uri.toString();
}

function halt(pair: [Socket, Socket]): void {
  for (const socket of pair) socket.pause();
}
