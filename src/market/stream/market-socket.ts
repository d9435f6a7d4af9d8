import type { Socket } from 'socket.io';
import { SocketState } from '../../platform/stream/sockets/socket-state';
import { ClientEvents, ServerEvents } from '../../platform/stream/stream-events';

export type MarketSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketState>;
