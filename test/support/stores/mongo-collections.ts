import { randomUUID } from 'node:crypto';
import mongoose, { type Connection, type mongo } from 'mongoose';

/** A database of its own, for the tests of one file. */
export interface OwnDatabase {
  connection(): Connection;
  /** a name that nothing in the database has yet */
  freshName(kind: string): string;
  /** an empty collection */
  freshCollection(): mongo.Collection;
}

/**
 * Opens a database of the test run's server before the tests of a file and drops it after them. That server is the embedded
 * one, or with MONGODB_URI set the real one: both have to meet the same expectations.
 */
export function useOwnDatabase(): OwnDatabase {
  let connection: Connection;
  const freshName = (kind: string) => `${kind}_${randomUUID().slice(0, 8)}`;
  beforeAll(async () => {
    connection = await mongoose
      .createConnection(process.env.MONGODB_URI ?? '', {
        dbName: freshName('behaviour'),
        serverMonitoringMode: 'poll',
      })
      .asPromise();
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });
  return {
    connection: () => connection,
    freshName,
    freshCollection: () => connection.db!.collection(freshName('things')),
  };
}

export const ids = (documents: mongo.WithId<mongo.Document>[]): unknown[] => documents.map(({ _id }) => _id);

/** The code of the error that an attempt ended with. */
export const errorCode = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => 'succeeded',
    (error: { code?: unknown }) => error.code,
  );
