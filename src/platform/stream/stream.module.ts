import { Global, Module } from '@nestjs/common';
import { StreamServer } from './stream-server';

@Global()
@Module({ providers: [StreamServer], exports: [StreamServer] })
export class StreamModule {}
