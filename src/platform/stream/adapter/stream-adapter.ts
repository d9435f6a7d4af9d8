import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { MessageMappingProperties } from '@nestjs/websockets';
import { Registry } from 'prom-client';
import type { Server } from 'socket.io';
import { Clock } from '../../../common/clock';
import { dataHeaders } from '../../http/edge/security-headers';
import { hardenRefusals } from '../sockets/refused-handshakes';
import { ignoreOtherUpgrades } from '../sockets/other-upgrades';
import { StreamAuthenticator } from '../sockets/stream-authenticator';
import { SocketTurns, SocketTurn } from '../sockets/socket-turns';
import { StreamServer } from '../stream-server';
import { StreamSessions } from '../sockets/stream-sessions';

interface SourceOfEvents {
  on(event: string, listener: (...sent: unknown[]) => void): unknown;
}

interface Payload {
  data: unknown;
  ack?: (answer: unknown) => void;
}

type Handler = (payload: unknown, ack: Payload['ack'], turn: SocketTurn) => Promise<unknown>;

/** Puts the gateways of all features on the process's one Socket.IO server, behind one handshake. */
export class StreamAdapter extends IoAdapter {
  private readonly server: StreamServer;
  private readonly sessions: StreamSessions;
  private readonly turns: SocketTurns;
  private attached = false;

  constructor(app: INestApplication) {
    super(app);
    this.server = app.get(StreamServer);
    this.turns = app.get(SocketTurns);
    this.sessions = new StreamSessions(
      this.server,
      app.get(StreamAuthenticator),
      app.get(Clock),
      app.get(Registry),
    );
    this.sessions.guard();
  }

  override createIOServer(): Server {
    const { io } = this.server;
    if (!this.attached) {
      const server = this.httpServer as HttpServer;
      io.attach(server, { destroyUpgrade: false });
      hardenPolling(server, `${io.path()}/`);
      hardenRefusals(server, io.engine);
      ignoreOtherUpgrades(server, `${io.path()}/`);
    }
    this.attached = true;
    return io;
  }

  /**
   * A listener for each event, where the framework's own way keeps a chain of observables for each event of each socket.
   * Each event has its turn (`@EventTurn`) among those whose names begin as its own does.
   */
  override bindMessageHandlers(socket: SourceOfEvents, handlers: MessageMappingProperties[]): void {
    for (const { message, callback } of handlers) {
      socket.on(String(message), (...sent: unknown[]) => {
        const turn = this.turns.next(socket, subjectOf(message));
        const handle = () => this.handle(callback as Handler, sent, turn);
        const renewal = this.sessions.renewalOf(socket);
        void (renewal ? renewal.then(handle) : handle());
      });
    }
  }

  /** Gateways answer by what they return; what they throw their filter has answered. */
  private async handle(callback: Handler, sent: unknown[], turn: SocketTurn): Promise<void> {
    const { data, ack } = this.mapPayload(sent) as Payload;
    try {
      const answer = await callback(data, ack, turn);
      if (answer !== undefined) ack?.(answer);
    } finally {
      turn.end();
    }
  }

  override dispose(): Promise<void> {
    this.sessions.stop();
    return super.dispose();
  }
}

/** Engine.IO takes its requests before the edge sees them, so the headers of the edge are put on its answers here. */
function hardenPolling(server: HttpServer, path: string): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith(path)) return;
    response.setHeader('Cache-Control', 'no-store');
    dataHeaders(request, response, () => undefined);
  });
}

/** What the event changes: its name before the colon. */
function subjectOf(message: unknown): string {
  return String(message).split(':', 1).join();
}
