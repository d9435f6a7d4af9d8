import type { Adapter, BroadcastOptions } from 'socket.io-adapter';
import { RESUMING } from '../sockets/rooms';

const BROADCAST = 3;

/** What the types of the streams adapter hide. */
interface Publisher {
  publishAndReturnOffset(message: object): Promise<string>;
}

/**
 * Makes an adapter hand out what this process emits only when it comes back in the stream, where every instance hands out
 * the same in the same order. The adapter would do it at once, before older events of others, and a client that broke off
 * between the two would resume after the newer one. What cannot be written to the stream is still handed out here.
 */
export function broadcastInOrder(adapter: Adapter): void {
  const publisher = adapter as unknown as Publisher;
  const handOut = adapter.broadcast.bind(adapter);
  const write = (packet: unknown, { rooms, except = new Set(), flags }: BroadcastOptions) => {
    const opts = { rooms: [...rooms], except: [...except, RESUMING], flags };
    return publisher.publishAndReturnOffset({ type: BROADCAST, data: { packet, opts } });
  };
  adapter.broadcast = (packet: unknown, opts) => {
    const handOutHere = () => handOut(packet, { ...opts, flags: { ...opts.flags, local: true } });
    if (opts.flags?.local) handOutHere();
    else void write(packet, opts).catch(handOutHere);
  };
}
