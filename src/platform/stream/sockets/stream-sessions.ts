import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import type { Event, Socket } from 'socket.io';
import { Clock } from '../../../common/clock';
import { validationFailed } from '../../../common/errors/http.errors';
import { Identity } from '../../../common/identity/identity';
import { hearsOfUser } from '../../../common/identity/scope';
import { assertPlain } from '../../http/edge/plain-json';
import { runCorrelated } from '../../observability/logging/correlation';
import { breakConnections, engineConnection, waitingBytes } from './engine-connection';
import { EventBudget } from './event-budget';
import { MissedEvent } from '../adapter/missed-events';
import { RESUMING, sessionRoom, userRoom } from './rooms';
import { SocketState } from './socket-state';
import { StreamAuthenticator } from './stream-authenticator';
import {
  connectError,
  otherToken,
  refusal,
  sessionOfAnotherUser,
  tooManyEvents,
  tooManySockets,
  unknownEvent,
  unknownNamespace,
} from '../stream-errors';
import { Ack, ClientEvents, ServerEvents, SessionTerms } from '../stream-events';
import { StreamServer } from '../stream-server';
import { emitLocally } from '../adapter/emit-locally';

type StreamSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketState>;

/** per instance; a user with more tabs than this is not one */
const SOCKETS_PER_USER = 20;
const EVENTS_PER_SECOND = 20;
const EVENTS_AT_ONCE = 60;
const WAITING_BYTES = 1_024 * 1_024;
const LOOK_FOR_SLOW_SOCKETS = 1_000;
/** What timers can count; tokens may last longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Who may be on the stream, and for how long: the one handshake of all gateways. */
export class StreamSessions {
  private readonly logger = new Logger(StreamSessions.name);
  private readonly expiries = new WeakMap<StreamSocket, NodeJS.Timeout>();
  private readonly renewals = new WeakMap<object, Promise<void>>();
  private readonly ended: Counter<'reason'>;
  private sweep?: NodeJS.Timeout;

  constructor(
    private readonly server: StreamServer,
    private readonly authenticator: StreamAuthenticator,
    private readonly clock: Clock,
    registry: Registry,
  ) {
    this.ended = new Counter({
      name: 'tickfolio_stream_sockets_ended_total',
      help: 'Sockets that this instance ended, by reason.',
      labelNames: ['reason'],
      registers: [registry],
    });
  }

  /** Call before any gateway is bound, so that nothing is handled that was not let in here. */
  guard(): void {
    const { io, namespace } = this.server;
    io.sockets.use((_socket, next) => next(connectError(unknownNamespace())));
    namespace.use((socket, next) => {
      this.enter(socket).then(
        () => next(),
        (thrown: unknown) => next(connectError(thrown)),
      );
    });
    namespace.on('connection', (socket) => {
      this.welcome(socket);
    });
    this.sweep = setInterval(() => this.endSlowSockets(), LOOK_FOR_SLOW_SOCKETS).unref();
  }

  stop(): void {
    clearInterval(this.sweep);
  }

  /** Settles once the renewals of a socket are through, for events that were sent behind them; undefined where there are none. */
  renewalOf(socket: object): Promise<void> | undefined {
    return this.renewals.get(socket);
  }

  private async enter(socket: StreamSocket): Promise<void> {
    const identity = await this.authenticator.authenticate(socket.handshake.auth.token);
    const { resumed } = socket.data;
    if (resumed) assertContinues(resumed, identity);
    const rooms = roomsOf(identity);
    const { size = 0 } = this.server.namespace.adapter.rooms.get(rooms[0]) ?? {};
    if (size >= SOCKETS_PER_USER) throw tooManySockets();
    socket.data.identity = identity;
    const former = resumed?.rooms.filter((name) => !/^(user|session):|^resuming$/.test(name)) ?? [];
    const resuming = placeOf(socket) === undefined ? [] : [RESUMING];
    await socket.join([...rooms, ...resuming, ...former]);
  }

  private welcome(socket: StreamSocket): void {
    const { identity } = socket.data;
    // The upgrade request would be kept, headers, sockets and all, as long as the connection lives.
    Object.assign(socket.conn, { request: null });
    const { eventsAtOnce = EVENTS_AT_ONCE } = engineConnection(socket);
    const budget = new EventBudget(EVENTS_PER_SECOND, eventsAtOnce, performance.now());
    socket.use((event, next) => this.admit(socket, budget, event, next));
    socket.on('session:renew', (payload, ack) => this.renewInOrder(socket, payload, ack));
    socket.on('disconnect', () => clearTimeout(this.expiries.get(socket)));
    this.expireAt(socket, identity.expiresAt);
    void this.resume(socket, identity);
    // Nor is what it said of itself needed any more: the token, cookies and headers of its browser.
    Object.assign(socket.handshake, { headers: {}, query: {}, auth: {} });
  }

  /**
   * Sends what was missed, from the place the client knew, and lets it hear the rest. The place that `session:ready` carries
   * as its last argument is what the client library sends back after a broken connection, even if no other event came in
   * between; while there are missed events behind it, that is still the old one.
   */
  private async resume(socket: StreamSocket, identity: Identity): Promise<void> {
    const { expiresAt } = identity;
    const offset = placeOf(socket);
    const { subscribes } = socket.handshake.auth;
    const welcome = (missed?: MissedEvent[]) => {
      // An instance that has not noticed the break has not told what the client watched: the events can be sent, not that,
      // unless the client says that it subscribes by itself.
      const goesOn = socket.data.resumed !== undefined || subscribes === true;
      const resumed = missed !== undefined && goesOn;
      const place = missed?.length ? offset : this.server.place;
      emitLocally(socket, 'session:ready', { expires_at: expiresAt.toISOString(), resumed }, place);
      for (const event of missed ?? []) emitLocally(socket, ...event);
      void socket.leave(RESUMING);
    };
    if (offset === undefined) return welcome();
    const rooms = new Set([...socket.rooms, ...roomsOf(identity)]);
    rooms.delete(RESUMING);
    await this.server.missedSince(offset, rooms, welcome);
  }

  private admit(socket: StreamSocket, budget: EventBudget, event: Event, next: () => void): void {
    const name = String(event[0]);
    const ack = event.at(-1) as unknown;
    const refuse = (error: Error) => {
      if (typeof ack === 'function') (ack as Ack<never>)(refusal(error));
    };
    if (!budget.take(performance.now())) {
      refuse(tooManyEvents());
      if (budget.isFlooded()) this.end(socket, 'flood');
    } else if (name === 'error' || socket.listenerCount(name) === 0) {
      refuse(unknownEvent());
    } else if (!isPlain(event, refuse)) {
      return;
    } else {
      const { userId } = socket.data.identity;
      runCorrelated({ request_id: randomUUID(), user_id: userId }, next);
    }
  }

  private renewInOrder(socket: StreamSocket, payload: unknown, ack: unknown): void {
    const renew = () => this.renew(socket, payload, ack);
    const renewal = (this.renewals.get(socket)?.then(renew) ?? renew()).finally(() => {
      if (this.renewals.get(socket) === renewal) this.renewals.delete(socket);
    });
    this.renewals.set(socket, renewal);
  }

  private async renew(socket: StreamSocket, payload: unknown, ack: unknown): Promise<void> {
    // Where nothing is sent, the acknowledgement stands in its place.
    const isEmpty = payload === undefined || typeof payload === 'function';
    const answer = ackOf<SessionTerms>(isEmpty ? payload : ack);
    try {
      if (isEmpty) throw validationFailed([{ field: 'token', message: 'token must be a string' }]);
      const identity = await this.authenticator.authenticate(tokenIn(payload));
      const before = socket.data.identity;
      assertContinues(before, identity);
      if (!socket.connected) return;
      socket.data.identity = identity;
      if (identity.sessionId !== before.sessionId) {
        for (const room of roomsOf(before)) await socket.leave(room);
        await socket.join(roomsOf(identity));
      }
      this.expireAt(socket, identity.expiresAt);
      answer({ expires_at: identity.expiresAt.toISOString() });
    } catch (error) {
      answer(refusal(error));
    }
  }

  private expireAt(socket: StreamSocket, moment: Date): void {
    clearTimeout(this.expiries.get(socket));
    const left = Math.max(0, moment.getTime() - this.clock.now().getTime());
    const expire = () => {
      if (left > LONGEST_TIMER_MS) return this.expireAt(socket, moment);
      emitLocally(socket, 'session:expired');
      this.end(socket, 'expired');
    };
    this.expiries.set(socket, setTimeout(expire, Math.min(left, LONGEST_TIMER_MS)).unref());
  }

  /** A client that does not read what is sent to it must not fill this process's memory. */
  private endSlowSockets(): void {
    for (const socket of this.server.namespace.sockets.values()) {
      const connection = engineConnection(socket);
      const waiting = waitingBytes(connection);
      if (waiting <= WAITING_BYTES) continue;
      this.logger.warn(`ending a slow socket: ${waiting} bytes wait for it`);
      this.ended.inc({ reason: 'slow' });
      void breakConnections([connection], 0);
    }
  }

  /** Says goodbye, which keeps the client from coming back by itself, then closes the connection. */
  private end(socket: StreamSocket, reason: 'expired' | 'flood'): void {
    this.ended.inc({ reason });
    socket.disconnect();
    socket.conn.close();
  }
}

/** Where an identity's sockets are, first the room in which they are counted: the user's, but for a token that may not hear that. */
function roomsOf(identity: Identity): [string, ...string[]] {
  const own = sessionRoom(identity.sessionId);
  return hearsOfUser(identity) ? [userRoom(identity.userId), own] : [own];
}

/**
 * An identity has what another had if it is a session of the same user; a personal access token only what it had itself.
 * @throws DomainError `stream.other_user`, `stream.other_token`
 */
function assertContinues(before: Pick<Identity, 'userId' | 'sessionId'>, identity: Identity): void {
  if (before.userId !== identity.userId) throw sessionOfAnotherUser();
  if (identity.token && before.sessionId !== identity.sessionId) throw otherToken();
}

function ackOf<Answer>(ack: unknown): Ack<Answer> {
  return typeof ack === 'function' ? (ack as Ack<Answer>) : () => undefined;
}

function tokenIn(payload: unknown): unknown {
  return (payload as { token?: unknown } | null)?.token;
}

/** Whether no later code need be afraid of what was sent; it is refused otherwise. */
function isPlain(event: Event, refuse: (error: Error) => void): boolean {
  try {
    for (const argument of event.slice(1) as unknown[]) assertPlain(argument);
    return true;
  } catch (error) {
    refuse(error as Error);
    return false;
  }
}

/** The last place in the stream that a returning client was told. */
function placeOf({ handshake: { auth } }: StreamSocket): string | undefined {
  return typeof auth.offset === 'string' ? auth.offset : undefined;
}
