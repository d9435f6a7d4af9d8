import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import mongoose from 'mongoose';
import { Environment } from '../../config/environment';
import { InvalidEnvironmentError } from '../../config/load-environment';

mongoose.set('strictQuery', 'throw');
mongoose.set('sanitizeFilter', true);

/** One connection that fails fast: a database that is away costs a request 3 seconds at most, never a hang. */
@Module({
  imports: [
    MongooseModule.forRootAsync({
      inject: [Environment],
      useFactory: (environment: Environment) => ({
        uri: environment.MONGODB_URI,
        dbName: environment.namespace,
        autoIndex: false,
        autoCreate: false,
        bufferCommands: false,
        serverSelectionTimeoutMS: 3_000,
        // A server that froze is found out by its heartbeat, which then frees the requests that wait for it.
        connectTimeoutMS: 2_000,
        heartbeatFrequencyMS: 1_000,
        // Asked for, not streamed: compatible servers that only claim to stream would lose all connections at each heartbeat.
        serverMonitoringMode: 'poll' as const,
        socketTimeoutMS: 15_000,
        waitQueueTimeoutMS: 3_000,
        maxPoolSize: 50,
        retryAttempts: 3,
        retryDelay: 1_000,
        writeConcern: { w: 'majority' },
        connectionErrorFactory: ({ message }: Error) =>
          new InvalidEnvironmentError(`MONGODB_URI: ${message}`),
      }),
    }),
  ],
})
export class MongoModule {}
