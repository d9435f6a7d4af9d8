import { once } from 'node:events';
import { connect, createServer, Socket } from 'node:net';

export interface FaultyLink {
  /** the server behind the link, at the link's address */
  uri: string;
  /** Connections stay open but nothing passes any more, as when the server is frozen; new ones open and stay silent. */
  freeze(this: void): void;
  /** Breaks every connection and refuses new ones, as when the server is gone. */
  cut(this: void): void;
  mend(this: void): void;
  close(this: void): Promise<void>;
}

/** A TCP link to a server that can fail on demand without the server being touched. */
export async function startFaultyLink(target: string): Promise<FaultyLink> {
  const { hostname, port } = new URL(target);
  const pairs = new Set<[Socket, Socket]>();
  let state: 'whole' | 'frozen' | 'cut' = 'whole';
  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
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
  const uri = new URL(target);
  uri.port = `${(server.address() as { port: number }).port}`;

  const all = () => [...pairs];
  const part = (pair: [Socket, Socket]) => {
    for (const socket of pair) socket.destroy();
    pairs.delete(pair);
  };
  return {
    uri: uri.toString(),
    freeze: () => {
      state = 'frozen';
      all().forEach(halt);
    },
    cut: () => {
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

function halt(pair: [Socket, Socket]): void {
  for (const socket of pair) socket.pause();
}
