import { Global, Module } from '@nestjs/common';
import { HandshakeLimit } from './sockets/handshake-limit';
import { SocketTurns } from './sockets/socket-turns';
import { StreamServer } from './stream-server';

@Global()
@Module({ providers: [HandshakeLimit, SocketTurns, StreamServer], exports: [SocketTurns, StreamServer] })
export class StreamModule {}
