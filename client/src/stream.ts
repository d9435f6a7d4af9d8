import { io, type Socket } from 'socket.io-client';
import type { Session } from './session.js';
import { isRefusal } from './ask.js';
import type { ClientEvents, ServerEvents } from './stream-events.js';

export { ask, isRefusal, OverdueError } from './ask.js';
export { subscriptionsOf } from './stream-subscriptions.js';
export type { PortfolioOptions, Quote, Subscriptions, SubscriptionsOptions } from './stream-subscriptions.js';
export type * from './stream-events.js';
export type TickfolioStream = Socket<ServerEvents, ClientEvents>;

/** `back_soon` while the stream is away and comes back by itself, `over` when it will not. */
export type StreamStatus = 'open' | 'back_soon' | 'over';

export interface StreamOptions {
  /** `['websocket']` by default; where proxies break WebSockets `['websocket', 'polling']`, which needs a balancer with sticky sessions */
  transports?: Array<'websocket' | 'polling'>;
  /** where Socket.IO is served, `/socket.io` by default */
  path?: string;
  /** how long to wait before coming back: at first, at most; 0.5 s and 5 s by default, each more or less by half */
  reconnection?: { delayMs?: number; longestDelayMs?: number };
  onStatus?: (status: StreamStatus) => void;
}

const SHORTEST_WAIT = 1_000;
const LONGEST_WAIT = 2 ** 31 - 1;
/** Refused handshakes that a new token mends. */
const TOKEN_REFUSED = /^auth\./;

/**
 * Opens the live stream of whoever is signed in, and keeps it open: the session is renewed before its token ends.
 * When the session is over for good the stream is disconnected and not opened again.
 */
export function connectStream(
  baseUrl: string,
  session: Session,
  { transports = ['websocket'], path, reconnection = {}, onStatus = () => undefined }: StreamOptions = {},
): TickfolioStream {
  let token: string | undefined;
  let renewal: ReturnType<typeof setTimeout> | undefined;
  let expired = false;
  let refused = false;

  const socket: TickfolioStream = io(`${baseUrl.replace(/\/+$/, '')}/stream`, {
    transports,
    ...(path !== undefined && { path }),
    reconnectionDelay: reconnection.delayMs ?? 500,
    reconnectionDelayMax: reconnection.longestDelayMs ?? 5_000,
    auth: (use) => {
      const present = () => use({ token });
      session.fresh().then((tokens) => {
        token = tokens?.access_token;
        present();
      }, present);
    },
  });

  const keepFresh = async () => {
    clearTimeout(renewal);
    const tokens = await session.fresh().catch(() => undefined);
    if (!socket.connected) return;
    const wait = tokens ? tokens.renew_at - Date.now() : 0;
    renewal = setTimeout(() => void keepFresh(), Math.min(Math.max(wait, SHORTEST_WAIT), LONGEST_WAIT));
    if (!tokens || tokens.access_token === token) return;
    token = tokens.access_token;
    socket.emit('session:renew', { token }, (answer) => {
      // The tokens are of somebody else now, so this stream is too.
      if (isRefusal(answer)) socket.disconnect().connect();
    });
  };
  const comeBack = async () => {
    const tokens = token && (await session.replace(token).catch(() => undefined));
    if (tokens) socket.connect();
    else onStatus('over');
  };

  socket.on('session:ready', () => {
    refused = false;
    onStatus('open');
    void keepFresh();
  });
  socket.on('session:expired', () => {
    expired = true;
  });
  socket.on('disconnect', () => {
    clearTimeout(renewal);
    // Whom the server or the application told goodbye stays away.
    onStatus(socket.active || expired ? 'back_soon' : 'over');
    if (expired) void comeBack();
    expired = false;
  });
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
    if (socket.active) return;
    if (refused || !TOKEN_REFUSED.test(error.data?.code ?? '')) return onStatus('over');
    refused = true;
    void comeBack();
  });
  return socket;
}
