import { EventEmitter } from 'node:events';

/**
 * The part of an Engine.IO connection that its types hide and that bounding a slow client's memory needs:
 * what waits for it, and whether its transport takes more.
 */
export interface EngineConnection extends EventEmitter {
  /** `socket` is there for a WebSocket; its `bufferedAmount` are bytes the kernel did not take yet */
  readonly transport: EventEmitter & { writable: boolean; socket?: { bufferedAmount: number } };
  readonly writeBuffer: { data?: string }[];
  write(packet: string, options: object): void;
}

export function engineConnection(socket: { conn: unknown }): EngineConnection {
  return socket.conn as EngineConnection;
}

/** Bytes that wait in this process's memory for the client to read. */
export function waitingBytes({ transport, writeBuffer }: EngineConnection): number {
  const sent = transport.socket?.bufferedAmount ?? 0;
  return writeBuffer.reduce((sum, { data }) => sum + (data?.length ?? 0), sent);
}
