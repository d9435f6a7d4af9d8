import { io, type Socket } from 'socket.io-client';
import type { Session } from './session.js';
import type { ClientEvents, Refusal, ServerEvents } from './stream-events.js';

export type * from './stream-events.js';
export type TickfolioStream = Socket<ServerEvents, ClientEvents>;

const SHORTEST_WAIT = 1_000;
const LONGEST_WAIT = 2 ** 31 - 1;
/** Refused handshakes that a new token mends. */
const TOKEN_REFUSED = /^auth\./;

/**
 * Opens the live stream of whoever is signed in, and keeps it open: the session is renewed before its token ends.
 * When the session is over for good the stream is disconnected and not opened again.
 */
export function connectStream(baseUrl: string, session: Session): TickfolioStream {
  let token: string | undefined;
  let renewal: ReturnType<typeof setTimeout> | undefined;
  let expired = false;
  let refused = false;

  const socket: TickfolioStream = io(`${baseUrl.replace(/\/+$/, '')}/stream`, {
    transports: ['websocket'],
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
  };

  socket.on('session:ready', () => {
    refused = false;
    void keepFresh();
  });
  socket.on('session:expired', () => {
    expired = true;
  });
  socket.on('disconnect', () => {
    clearTimeout(renewal);
    if (expired) void comeBack();
    expired = false;
  });
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
    if (socket.active || refused || !TOKEN_REFUSED.test(error.data?.code ?? '')) return;
    refused = true;
    void comeBack();
  });
  return socket;
}

/** Whether an acknowledgement says that the event was refused. */
export function isRefusal(answer: object): answer is Refusal {
  return 'error' in answer;
}
