import type { mongo } from 'mongoose';
import { errorCode, ids, useOwnDatabase } from '../../support/stores/mongo-collections';

const database = useOwnDatabase();
let things: mongo.Collection;

beforeEach(() => {
  things = database.freshCollection();
});

describe('unique indexes', () => {
  const duplicate = {
    code: 11000,
    message: expect.stringMatching(/^E11000 duplicate key error collection: \S+ index: \S+ dup key/),
  };

  it('hold on insertion and on update', async () => {
    await things.createIndex({ user: 1, name: 1 }, { unique: true });
    await things.insertMany([
      { _id: 1, user: 1, name: 'x' },
      { _id: 2, user: 1, name: 'y' },
      { _id: 3, user: 2, name: 'x' },
    ] as never[]);
    await expect(things.insertOne({ user: 1, name: 'x' })).rejects.toMatchObject({
      ...duplicate,
      keyPattern: { user: 1, name: 1 },
    });
    await expect(
      things.updateOne({ _id: 2 } as never, { $set: { name: 'x', extra: 1 } }),
    ).rejects.toMatchObject(duplicate);
    expect(await things.findOne({ _id: 2 } as never)).toEqual({ _id: 2, user: 1, name: 'y' });
    expect(ids(await things.find({ user: 1, name: 'y' }).toArray())).toEqual([2]);
  });

  it('hold for the _id', async () => {
    await things.insertOne({ _id: 1 } as never);
    await expect(things.insertOne({ _id: 1 } as never)).rejects.toMatchObject({
      ...duplicate,
      message: expect.stringContaining('index: _id_'),
    });
  });

  it('take a missing field for null unless sparse', async () => {
    await things.createIndex({ a: 1 }, { unique: true });
    await things.createIndex({ b: 1 }, { unique: true, sparse: true });
    await things.insertOne({});
    expect(await errorCode(things.insertOne({}))).toBe(11000);
    await things.insertOne({ a: 1 });
    await things.insertOne({ a: 2, b: null });
    expect(await errorCode(things.insertOne({ a: 3, b: null }))).toBe(11000);
  });

  it('look at no more than their partial filter', async () => {
    await things.createIndex({ slug: 1 }, { unique: true, partialFilterExpression: { live: true } });
    await things.insertMany([{ slug: 'a' }, { slug: 'a' }, { slug: 'a', live: true }]);
    expect(await errorCode(things.insertOne({ slug: 'a', live: true }))).toBe(11000);
    expect(await things.countDocuments({ slug: 'a' })).toBe(3);
    expect(await things.countDocuments({ slug: 'a', live: true })).toBe(1);
  });

  it('look at every element of an array', async () => {
    await things.createIndex({ emails: 1 }, { unique: true });
    await things.insertOne({ emails: ['a', 'b', 'b'] });
    expect(await errorCode(things.insertOne({ emails: ['c', 'b'] }))).toBe(11000);
  });

  it('cannot be made over duplicates', async () => {
    await things.insertMany([{ a: 1 }, { a: 1 }]);
    expect(await errorCode(things.createIndex({ a: 1 }, { unique: true }))).toBe(11000);
  });
});

describe('catalogue', () => {
  it('lists indexes and collections, and drops collections', async () => {
    const name = things.collectionName;
    await things.createIndex({ a: 1, b: -1 }, { name: 'pair' });
    expect((await things.indexes()).map((index) => [index.name, index.key])).toEqual([
      ['_id_', { _id: 1 }],
      ['pair', { a: 1, b: -1 }],
    ]);
    expect(await database.connection().db!.listCollections({ name }).toArray()).toMatchObject([
      { name, type: 'collection' },
    ]);
    await things.drop();
    expect(await database.connection().db!.listCollections({ name }).toArray()).toEqual([]);
    expect(await errorCode(things.indexes())).toBe(26);
  });

  it('refuses unknown commands and unknown options', async () => {
    expect(await errorCode(database.connection().db!.command({ unheardOf: 1 }))).toBe(59);
    await expect(database.connection().db!.command({ find: 'x', unheardOf: 1 })).rejects.toThrow();
  });
});
