import { mongo } from 'mongoose';
import { toDomainError } from './to-domain-error';

const named = (name: string) => Object.assign(new Error('from the driver'), { name });

describe('what a store that is away makes of a request', () => {
  // The last one ends requests under way when the server's heartbeat stops.
  it.each([
    'MongoNetworkError',
    'MongoServerSelectionError',
    'MongoPoolClearedError',
    'PoolClearedOnNetworkError',
  ])('%s is 503', (name) => {
    expect(toDomainError(named(name))).toMatchObject({ kind: 'unavailable', code: 'http.unavailable' });
  });

  it('so is what breaks off a write of many documents', () => {
    const broken = new mongo.MongoBulkWriteError(
      new mongo.MongoNetworkError('connection closed'),
      {} as never,
    );
    expect(toDomainError(broken)).toMatchObject({ kind: 'unavailable', code: 'http.unavailable' });
    const refused = new mongo.MongoBulkWriteError(
      { message: 'E11000', code: 11000, writeErrors: [] },
      {} as never,
    );
    expect(toDomainError(refused)).toMatchObject({ kind: 'internal', code: 'http.internal' });
  });

  it('so is a write that the database gave up since others wrote the same', () => {
    const conflict = new mongo.MongoServerError({ message: 'WriteConflict', code: 112 });
    expect(toDomainError(conflict)).toMatchObject({ kind: 'unavailable', code: 'http.unavailable' });
    const refused = new mongo.MongoServerError({ message: 'E11000', code: 11000 });
    expect(toDomainError(refused)).toMatchObject({ kind: 'internal', code: 'http.internal' });
  });

  it('what nobody foresaw is 500 and keeps its message to itself', () => {
    const error = toDomainError(named('TypeError'));
    expect(error).toMatchObject({ kind: 'internal', code: 'http.internal' });
    expect(error.message).not.toContain('driver');
  });
});
