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
import { StreamServer } from '../stream-server';
import { StreamSessions } from '../sockets/stream-sessions';

interface SourceOfEvents {
  on(event: string, listener: (...sent: unknown[]) => void): unknown;
}

interface Payload {
  data: unknown;
  ack?: (answer: unknown) => void;
}

type Handler = (payload: unknown, ack: Payload['ack']) => Promise<unknown>;

/** Puts the gateways of all features on the process's one Socket.IO server, behind one handshake. */
export class StreamAdapter extends IoAdapter {
  private readonly server: StreamServer;
  private readonly sessions: StreamSessions;
  private attached = false;

  constructor(app: INestApplication) {
    super(app);
    this.server = app.get(StreamServer);
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
   * Gateways answer by what they return; what they throw their filter has answered.
   */
  override bindMessageHandlers(socket: SourceOfEvents, handlers: MessageMappingProperties[]): void {
    for (const { message, callback } of handlers) {
      socket.on(String(message), (...sent: unknown[]) => {
        const { data, ack } = this.mapPayload(sent) as Payload;
        void (callback as Handler)(data, ack).then((answer) => {
          if (answer !== undefined) ack?.(answer);
        });
      });
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
