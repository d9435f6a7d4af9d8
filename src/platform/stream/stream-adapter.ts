import { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server } from 'socket.io';
import { toDomainError } from '../../common/errors/to-domain-error';
import { userRoom, sessionRoom } from './rooms';
import { StreamAuthenticator } from './stream-authenticator';
import { StreamServer } from './stream-server';

/** Puts the gateways of all features on the process's one Socket.IO server, behind one handshake. */
export class StreamAdapter extends IoAdapter {
  private readonly server: StreamServer;
  private attached = false;

  constructor(app: INestApplication) {
    super(app);
    this.server = app.get(StreamServer);
    this.authenticateHandshakes(app.get(StreamAuthenticator));
  }

  override createIOServer(): Server {
    const { io } = this.server;
    if (!this.attached) io.attach(this.httpServer as Parameters<Server['attach']>[0]);
    this.attached = true;
    return io;
  }

  private authenticateHandshakes(authenticator: StreamAuthenticator): void {
    this.server.namespace.use((socket, next) => {
      authenticator.authenticate(socket.handshake.auth.token).then(
        async (identity) => {
          socket.data.identity = identity;
          await socket.join([userRoom(identity.userId), sessionRoom(identity.sessionId)]);
          next();
        },
        (thrown: unknown) => {
          const { code, detail } = toDomainError(thrown);
          next(Object.assign(new Error(detail), { data: { code } }));
        },
      );
    });
  }
}
