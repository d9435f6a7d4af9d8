import mongoose, { type mongo } from 'mongoose';
import { errorCode, useOwnDatabase } from '../../support/stores/mongo-collections';

const { ObjectId } = mongoose.mongo;

const database = useOwnDatabase();
let things: mongo.Collection;

beforeEach(() => {
  things = database.freshCollection();
});

describe('updates', () => {
  const after = async (
    before: mongo.Document,
    update: mongo.UpdateFilter<mongo.Document> | mongo.Document[],
    filter: mongo.Document = {},
    options = {},
  ): Promise<unknown> => {
    await things.insertOne({ _id: 1, ...before } as never);
    await things.updateOne({ _id: 1, ...filter } as never, update, options);
    const { _id, ...rest } = (await things.findOne({ _id: 1 } as never))!;
    return rest;
  };

  it('set, unset, increment, multiply, bound and rename', async () => {
    const update = {
      $set: { 'a.b': 1 },
      $unset: { old: '' },
      $inc: { n: 2, fresh: 3 },
      $mul: { m: 3 },
      $min: { low: 1 },
      $max: { high: 1 },
      $rename: { from: 'to' },
    } as const;
    expect(await after({ old: 1, n: 1, m: 2, low: 5, high: 5, from: 'x' }, update)).toEqual({
      a: { b: 1 },
      n: 3,
      fresh: 3,
      m: 6,
      low: 1,
      high: 5,
      to: 'x',
    });
  });

  it('push with $each, $sort and $slice', async () => {
    const update = { $push: { scores: { $each: [{ s: 3 }, { s: 1 }], $sort: { s: 1 }, $slice: -2 } } };
    expect(await after({ scores: [{ s: 2 }] }, update as never)).toEqual({ scores: [{ s: 2 }, { s: 3 }] });
  });

  it('pull, add to a set and pop', async () => {
    const update = {
      $pull: { lots: { q: { $lt: 2 } } },
      $addToSet: { tags: { $each: ['a', 'c'] } },
      $pop: { list: -1 },
    };
    expect(await after({ lots: [{ q: 1 }, { q: 2 }], tags: ['a'], list: [1, 2] }, update as never)).toEqual({
      lots: [{ q: 2 }],
      tags: ['a', 'c'],
      list: [2],
    });
  });

  it('the matched element with $', async () => {
    expect(
      await after(
        {
          lots: [
            { k: 'x', q: 1 },
            { k: 'y', q: 1 },
          ],
        },
        { $inc: { 'lots.$.q': 5 } },
        { 'lots.k': 'y' },
      ),
    ).toEqual({
      lots: [
        { k: 'x', q: 1 },
        { k: 'y', q: 6 },
      ],
    });
  });

  it('all elements with $[] and some with array filters', async () => {
    expect(await after({ n: [1, 2] }, { $inc: { 'n.$[]': 1 } })).toEqual({ n: [2, 3] });
    await things.deleteMany({});
    expect(
      await after(
        { lots: [{ q: 1 }, { q: 9 }] },
        { $set: { 'lots.$[big].big': true } },
        {},
        { arrayFilters: [{ 'big.q': { $gt: 5 } }] },
      ),
    ).toEqual({ lots: [{ q: 1 }, { q: 9, big: true }] });
  });

  it('set the current date', async () => {
    expect(await after({}, { $currentDate: { at: true } })).toEqual({ at: expect.any(Date) });
  });

  it('by a pipeline', async () => {
    expect(
      await after({ a: 2, b: 3 }, [{ $set: { product: { $multiply: ['$a', '$b'] } } }, { $unset: 'a' }]),
    ).toEqual({ b: 3, product: 6 });
  });

  it('say how many matched and how many changed', async () => {
    await things.insertMany([{ n: 1 }, { n: 2 }]);
    expect(await things.updateMany({}, { $set: { n: 2 } })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 1,
      upsertedCount: 0,
    });
  });

  it('replace all but the _id', async () => {
    await things.insertOne({ _id: 1, a: 1 } as never);
    await things.replaceOne({ _id: 1 } as never, { b: 2 });
    expect(await things.findOne()).toEqual({ _id: 1, b: 2 });
  });

  it('upsert with the equalities of the filter and $setOnInsert', async () => {
    const upsert = (n: number): Promise<mongo.UpdateResult> =>
      things.updateOne(
        { symbol: 'AAPL', $and: [{ day: { $eq: 3 } }], old: { $lt: 9 } },
        { $set: { n }, $setOnInsert: { first: n } },
        { upsert: true },
      );
    const inserted = await upsert(1);
    expect(inserted).toMatchObject({ matchedCount: 0, upsertedCount: 1, upsertedId: expect.any(ObjectId) });
    expect(await things.findOne({}, { projection: { _id: 0 } })).toEqual({
      symbol: 'AAPL',
      day: 3,
      n: 1,
      first: 1,
    });
    await things.updateOne({}, { $set: { old: 1 } });
    expect(await upsert(2)).toMatchObject({ matchedCount: 1, upsertedCount: 0 });
    expect(await things.findOne({}, { projection: { _id: 0 } })).toEqual({
      symbol: 'AAPL',
      day: 3,
      n: 2,
      first: 1,
      old: 1,
    });
  });

  it.each([
    ['a changed _id', { $set: { _id: 2 } }, 66],
    ['two operators on one field', { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ['an increment of text', { $inc: { text: 1 } }, 14],
    ['a field inside a number', { $set: { 'n.x': 1 } }, 28],
    ['an unknown operator', { $unheardOf: { a: 1 } }, 9],
  ])('refuse %s', async (_name, update, expected) => {
    await things.insertOne({ _id: 1, text: 'x', n: 1 } as never);
    expect(await errorCode(things.updateOne({ _id: 1 } as never, update as never))).toBe(expected);
    expect(await things.findOne()).toEqual({ _id: 1, text: 'x', n: 1 });
  });
});

describe('findOneAnd…', () => {
  it('gives the document before or after, in the order asked for', async () => {
    await things.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ] as never[]);
    expect(await things.findOneAndUpdate({}, { $inc: { n: 10 } }, { sort: { n: -1 } })).toEqual({
      _id: 2,
      n: 2,
    });
    expect(
      await things.findOneAndUpdate(
        { _id: 2 } as never,
        { $inc: { n: 1 } },
        { returnDocument: 'after', projection: { _id: 0 } },
      ),
    ).toEqual({ n: 13 });
    expect(
      await things.findOneAndUpdate(
        { _id: 3 } as never,
        { $set: { n: 3 } },
        { upsert: true, returnDocument: 'after' },
      ),
    ).toEqual({ _id: 3, n: 3 });
    expect(
      await things.findOneAndReplace({ _id: 3 } as never, { m: 3 }, { returnDocument: 'after' }),
    ).toEqual({ _id: 3, m: 3 });
    expect(await things.findOneAndDelete({ _id: 3 } as never)).toEqual({ _id: 3, m: 3 });
    expect(await things.findOneAndDelete({ _id: 3 } as never)).toBeNull();
  });
});

describe('bulk writes', () => {
  const statements = [
    { insertOne: { document: { _id: 1 } } },
    { insertOne: { document: { _id: 1 } } },
    { insertOne: { document: { _id: 2 } } },
  ] as never[];

  it('stop at the first failure when ordered', async () => {
    await expect(things.bulkWrite(statements)).rejects.toMatchObject({
      code: 11000,
      result: { insertedCount: 1 },
      writeErrors: [{ index: 1, code: 11000 }],
    });
  });

  it('go on when unordered', async () => {
    await expect(things.bulkWrite(statements, { ordered: false })).rejects.toMatchObject({
      code: 11000,
      result: { insertedCount: 2 },
      writeErrors: [{ index: 1 }],
    });
  });

  it('mix inserts, updates, upserts and deletes', async () => {
    const result = await things.bulkWrite([
      { insertOne: { document: { k: 'a' } } },
      { updateOne: { filter: { k: 'b' }, update: { $set: { n: 1 } }, upsert: true } },
      { updateMany: { filter: {}, update: { $set: { seen: true } } } },
      { deleteOne: { filter: { k: 'a' } } },
    ]);
    expect(result).toMatchObject({
      insertedCount: 1,
      upsertedCount: 1,
      matchedCount: 2,
      modifiedCount: 2,
      deletedCount: 1,
    });
    expect(await things.find({}, { projection: { _id: 0 } }).toArray()).toEqual([
      { k: 'b', n: 1, seen: true },
    ]);
  });
});
