import { EventEmitter } from 'node:events';

/**
 * The part of an Engine.IO connection that its types hide and that bounding a slow client's memory needs:
 * what waits for it, and whether its transport takes more.
 */
export interface EngineConnection extends EventEmitter {
  readonly transport: EventEmitter & { writable: boolean };
  readonly writeBuffer: unknown[];
  write(packet: string, options: object): void;
}

export function engineConnection(socket: { conn: unknown }): EngineConnection {
  return socket.conn as EngineConnection;
}
