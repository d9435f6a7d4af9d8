import { Global, Module } from '@nestjs/common';
import { HandshakeLimit } from './sockets/handshake-limit';
import { StreamServer } from './stream-server';

@Global()
@Module({ providers: [HandshakeLimit, StreamServer], exports: [StreamServer] })
export class StreamModule {}
