import type { Socket } from 'socket.io';

interface Operator {
  emit(event: string, ...args: unknown[]): boolean;
}

/**
 * Sends to this socket alone. `socket.emit` would take it through the adapter, which stores it for all instances and whose
 * stream is what other clients resume from.
 */
export function emitLocally(socket: Socket, event: string, ...args: unknown[]): void {
  const operator: Operator = socket.nsp.local.to(socket.id);
  operator.emit(event, ...args);
}
