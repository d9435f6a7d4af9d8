import { randomUUID } from 'node:crypto';
import mongoose, { type Connection, type mongo } from 'mongoose';
import { startEmbeddedMongo, type EmbeddedMongo } from '../../src/embedded/mongo/embedded-mongo';

/**
 * What Tickfolio expects of MongoDB, through an unchanged Mongoose. With MONGODB_URI set the same expectations are put
 * to that server, so that the embedded one cannot drift from the real one unnoticed.
 */
const { Binary, Decimal128, GridFSBucket, Long, ObjectId } = mongoose.mongo;

let embedded: EmbeddedMongo | undefined;
let connection: Connection;
let things: mongo.Collection;

beforeAll(async () => {
  if (!process.env.MONGODB_URI) embedded = await startEmbeddedMongo();
  const dbName = `behaviour_${randomUUID().slice(0, 8)}`;
  connection = await mongoose
    .createConnection(process.env.MONGODB_URI ?? embedded!.uri, { dbName })
    .asPromise();
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
  await embedded?.close();
});

beforeEach(() => {
  things = connection.db!.collection(`things_${randomUUID().slice(0, 8)}`);
});

const ids = (documents: mongo.WithId<mongo.Document>[]): unknown[] => documents.map(({ _id }) => _id);
const code = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => 'succeeded',
    (error: { code?: unknown }) => error.code,
  );

describe('documents', () => {
  it('come back with the types and the field order they were stored with', async () => {
    const stored = {
      _id: new ObjectId(),
      zulu: 'text',
      alpha: 1.5,
      whole: 7,
      long: Long.fromString('9007199254740993'),
      decimal: Decimal128.fromString('10.10'),
      bytes: new Binary(Buffer.from([1, 2, 3])),
      at: new Date('2024-03-01T09:30:00.123Z'),
      nothing: null,
      list: [1, 'two', { three: 3 }],
      nested: { b: 1, a: 2 },
    };
    await things.insertOne(stored);
    const found = await things.findOne({ _id: stored._id });
    expect(found).toEqual(stored);
    expect(Object.keys(found!)).toEqual(Object.keys(stored));
    expect(Object.keys(found!.nested)).toEqual(['b', 'a']);
  });

  it('are given an _id that comes first', async () => {
    await connection.db!.command({ insert: things.collectionName, documents: [{ name: 'unnamed' }] });
    const found = await things.findOne({ name: 'unnamed' });
    expect(Object.keys(found!)).toEqual(['_id', 'name']);
    expect(found!._id).toBeInstanceOf(ObjectId);
  });

  it('of more than 16 MB are refused', async () => {
    await expect(things.insertOne({ blob: 'x'.repeat(17 * 1024 * 1024) })).rejects.toThrow();
  });
});

describe('queries', () => {
  beforeEach(async () => {
    await things.insertMany([
      {
        _id: 1,
        n: 5,
        tags: ['a', 'b'],
        at: new Date(1000),
        lots: [
          { q: 1, p: 10 },
          { q: 5, p: 20 },
        ],
      },
      { _id: 2, n: 10, tags: [], at: new Date(2000), lots: [{ q: 5, p: 10 }] },
      { _id: 3, n: null, name: 'Anna' },
      { _id: 4, n: '10', name: 'bert' },
      { _id: 5, nested: { deep: { value: 1 } } },
    ] as never[]);
  });

  const cases: [string, mongo.Document, unknown[]][] = [
    ['equality', { n: 10 }, [2]],
    ['null, which matches missing too', { n: null }, [3, 5]],
    ['$exists', { n: { $exists: true } }, [1, 2, 3, 4]],
    ['$ne, which matches missing too', { n: { $ne: 10 } }, [1, 3, 4, 5]],
    ['a range inside one type', { n: { $gte: 5 } }, [1, 2]],
    ['a range of dates', { at: { $gt: new Date(1000), $lte: new Date(2000) } }, [2]],
    ['$in', { n: { $in: [5, '10'] } }, [1, 4]],
    ['$in with null', { n: { $in: [null, 5] } }, [1, 3, 5]],
    ['$nin', { n: { $nin: [5, null] } }, [2, 4]],
    ['an array element', { tags: 'a' }, [1]],
    ['a whole array', { tags: ['a', 'b'] }, [1]],
    ['an empty array', { tags: [] }, [2]],
    ['$size', { tags: { $size: 2 } }, [1]],
    ['$all', { tags: { $all: ['b', 'a'] } }, [1]],
    ['conditions met by different elements', { 'lots.q': 5, 'lots.p': 10 }, [1, 2]],
    ['$elemMatch by one element', { lots: { $elemMatch: { q: 5, p: 10 } } }, [2]],
    ['a position in an array', { 'lots.1.q': 5 }, [1]],
    ['a nested path', { 'nested.deep.value': 1 }, [5]],
    ['a whole nested document', { nested: { deep: { value: 1 } } }, [5]],
    ['a regular expression', { name: /^an/i }, [3]],
    ['$regex with $options', { name: { $regex: 'BERT', $options: 'i' } }, [4]],
    ['$not', { n: { $not: { $gt: 5 } } }, [1, 3, 4, 5]],
    ['$and, $or and $nor', { $and: [{ $or: [{ n: 5 }, { n: 10 }] }, { $nor: [{ tags: 'a' }] }] }, [2]],
    ['$type', { n: { $type: 'string' } }, [4]],
    ['$mod', { n: { $mod: [5, 0] } }, [1, 2]],
    ['$expr', { $expr: { $eq: ['$n', 10] } }, [2]],
  ];
  it.each(cases)('by %s', async (_name, filter, expected) => {
    expect(ids(await things.find(filter).sort({ _id: 1 }).toArray())).toEqual(expected);
  });

  it.each(cases)('by %s, the same through indexes', async (_name, filter, expected) => {
    await things.createIndex({ n: 1 });
    await things.createIndex({ tags: 1 });
    await things.createIndex({ at: -1 });
    await things.createIndex({ name: 1 });
    await things.createIndex({ 'lots.q': 1 });
    await things.createIndex({ 'nested.deep.value': 1 });
    expect(ids(await things.find(filter).sort({ _id: 1 }).toArray())).toEqual(expected);
  });

  it('are refused when an operator is unknown', async () => {
    await expect(things.find({ n: { $unheardOf: 1 } }).toArray()).rejects.toMatchObject({ code: 2 });
  });

  it('project by inclusion, exclusion and nested path', async () => {
    expect(await things.findOne({ _id: 1 } as never, { projection: { n: 1 } })).toEqual({ _id: 1, n: 5 });
    expect(await things.findOne({ _id: 1 } as never, { projection: { _id: 0, 'lots.q': 1 } })).toEqual({
      lots: [{ q: 1 }, { q: 5 }],
    });
    expect(await things.findOne({ _id: 5 } as never, { projection: { 'nested.deep': 0 } })).toEqual({
      _id: 5,
      nested: {},
    });
    expect(
      await things.findOne({ _id: 1 } as never, { projection: { lots: { $slice: -1 }, tags: 0 } }),
    ).toMatchObject({ lots: [{ q: 5, p: 20 }] });
    expect(
      await things.findOne({ _id: 1 } as never, { projection: { lots: { $elemMatch: { q: 5 } } } }),
    ).toEqual({ _id: 1, lots: [{ q: 5, p: 20 }] });
  });

  it('count and list distinct values', async () => {
    expect(await things.countDocuments({ n: { $ne: null } })).toBe(3);
    expect(await things.estimatedDocumentCount()).toBe(5);
    expect((await things.distinct('lots.p')).sort()).toEqual([10, 20]);
  });
});

describe('sorting', () => {
  it('follows BSON order across types', async () => {
    const values = [new Date(5), true, new ObjectId(), { a: 1 }, 'text', 3, null];
    await things.insertMany(values.map((value, at) => ({ _id: at, value })) as never[]);
    expect(ids(await things.find().sort({ value: 1 }).toArray())).toEqual([6, 5, 4, 3, 2, 1, 0]);
    await things.createIndex({ value: 1 });
    expect(ids(await things.find().sort({ value: -1 }).toArray())).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('combines with skip and limit, with an index and without', async () => {
    await things.insertMany(Array.from({ length: 50 }, (_, n) => ({ _id: n, group: n % 5, n })) as never[]);
    const page = (): Promise<unknown[]> =>
      things.find({ group: 2 }).sort({ n: -1 }).skip(1).limit(3).toArray().then(ids);
    expect(await page()).toEqual([42, 37, 32]);
    await things.createIndex({ group: 1, n: 1 });
    expect(await page()).toEqual([42, 37, 32]);
  });

  it('hands large results out in batches', async () => {
    await things.insertMany(Array.from({ length: 1234 }, (_, n) => ({ _id: n })) as never[]);
    const found = await things.find().sort({ _id: 1 }).batchSize(100).toArray();
    expect(ids(found)).toEqual(Array.from({ length: 1234 }, (_, n) => n));
    const cursor = things.find().batchSize(10);
    await cursor.next();
    await cursor.close();
  });
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
    expect(await code(things.updateOne({ _id: 1 } as never, update as never))).toBe(expected);
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
    expect(await code(things.insertOne({}))).toBe(11000);
    await things.insertOne({ a: 1 });
    await things.insertOne({ a: 2, b: null });
    expect(await code(things.insertOne({ a: 3, b: null }))).toBe(11000);
  });

  it('look at no more than their partial filter', async () => {
    await things.createIndex({ slug: 1 }, { unique: true, partialFilterExpression: { live: true } });
    await things.insertMany([{ slug: 'a' }, { slug: 'a' }, { slug: 'a', live: true }]);
    expect(await code(things.insertOne({ slug: 'a', live: true }))).toBe(11000);
    expect(await things.countDocuments({ slug: 'a' })).toBe(3);
    expect(await things.countDocuments({ slug: 'a', live: true })).toBe(1);
  });

  it('look at every element of an array', async () => {
    await things.createIndex({ emails: 1 }, { unique: true });
    await things.insertOne({ emails: ['a', 'b', 'b'] });
    expect(await code(things.insertOne({ emails: ['c', 'b'] }))).toBe(11000);
  });

  it('cannot be made over duplicates', async () => {
    await things.insertMany([{ a: 1 }, { a: 1 }]);
    expect(await code(things.createIndex({ a: 1 }, { unique: true }))).toBe(11000);
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
    expect(await connection.db!.listCollections({ name }).toArray()).toMatchObject([
      { name, type: 'collection' },
    ]);
    await things.drop();
    expect(await connection.db!.listCollections({ name }).toArray()).toEqual([]);
    expect(await code(things.indexes())).toBe(26);
  });

  it('refuses unknown commands and unknown options', async () => {
    expect(await code(connection.db!.command({ unheardOf: 1 }))).toBe(59);
    await expect(connection.db!.command({ find: 'x', unheardOf: 1 })).rejects.toThrow();
  });
});

describe('aggregation', () => {
  beforeEach(async () => {
    await things.insertMany([
      { _id: 1, symbol: 'A', q: 2, p: 10, tags: ['x', 'y'] },
      { _id: 2, symbol: 'B', q: 1, p: 5, tags: [] },
      { _id: 3, symbol: 'A', q: 3, p: 20 },
    ] as never[]);
  });

  it('groups, sorts and computes', async () => {
    const pipeline = [
      { $match: { q: { $gt: 0 } } },
      {
        $group: {
          _id: '$symbol',
          cost: { $sum: { $multiply: ['$q', '$p'] } },
          n: { $sum: 1 },
          last: { $max: '$p' },
        },
      },
      { $sort: { _id: 1 } },
      { $project: { _id: 0, symbol: '$_id', cost: 1, n: 1, last: 1 } },
    ];
    expect(await things.aggregate(pipeline).toArray()).toEqual([
      { symbol: 'A', cost: 80, n: 2, last: 20 },
      { symbol: 'B', cost: 5, n: 1, last: 5 },
    ]);
  });

  it('unwinds', async () => {
    expect(await things.aggregate([{ $unwind: '$tags' }, { $project: { tags: 1 } }]).toArray()).toEqual([
      { _id: 1, tags: 'x' },
      { _id: 1, tags: 'y' },
    ]);
    expect(
      await things
        .aggregate([{ $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } }, { $count: 'n' }])
        .toArray(),
    ).toEqual([{ n: 4 }]);
  });

  it('looks up in other collections', async () => {
    const names = connection.db!.collection(`${things.collectionName}_names`);
    await names.insertMany([
      { _id: 'A', name: 'Alpha', rank: 1 },
      { _id: 'C', name: 'Gamma', rank: 2 },
    ] as never[]);
    const byField = {
      $lookup: { from: names.collectionName, localField: 'symbol', foreignField: '_id', as: 'company' },
    };
    expect(
      await things
        .aggregate([{ $match: { _id: { $lt: 3 } } }, byField, { $project: { company: 1 } }])
        .toArray(),
    ).toEqual([
      { _id: 1, company: [{ _id: 'A', name: 'Alpha', rank: 1 }] },
      { _id: 2, company: [] },
    ]);
    const byPipeline = {
      $lookup: {
        from: names.collectionName,
        let: { q: '$q' },
        pipeline: [{ $match: { $expr: { $eq: ['$rank', '$$q'] } } }],
        as: 'ranked',
      },
    };
    expect(
      (await things.aggregate([byPipeline, { $sort: { _id: 1 } }]).toArray()).map(({ ranked }) =>
        ids(ranked),
      ),
    ).toEqual([['C'], ['A'], []]);
  });

  it('splits into facets', async () => {
    const facets = {
      $facet: {
        total: [{ $count: 'n' }],
        page: [{ $sort: { _id: -1 } }, { $limit: 1 }, { $project: { _id: 1 } }],
      },
    };
    expect(await things.aggregate([facets]).toArray()).toEqual([{ total: [{ n: 3 }], page: [{ _id: 3 }] }]);
  });

  it('compares in expressions as BSON orders, with missing below null', async () => {
    const ordered = [
      { $lt: [null, 5] },
      { $lt: ['text', 5] },
      { $eq: ['$nothing', null] },
      { $lt: ['$nothing', null] },
    ];
    const computed = Object.fromEntries(ordered.map((expression, at) => [`is${at}`, expression]));
    expect(
      await things.aggregate([{ $match: { _id: 1 } }, { $project: { _id: 0, ...computed } }]).toArray(),
    ).toEqual([{ is0: true, is1: false, is2: false, is3: true }]);
    const dear = { $sum: { $cond: [{ $gte: ['$p', 10] }, 1, 0] } };
    expect(await things.aggregate([{ $group: { _id: null, dear } }]).toArray()).toEqual([
      { _id: null, dear: 2 },
    ]);
  });

  it('pushes nothing for a missing value, but null for null', async () => {
    await things.updateOne({ symbol: 'B' }, { $set: { tags: null } });
    const pushed = await things.aggregate([{ $group: { _id: null, tags: { $push: '$tags' } } }]).toArray();
    expect(pushed).toEqual([{ _id: null, tags: [['x', 'y'], null] }]);
  });

  it('refuses unknown stages', async () => {
    expect(await code(things.aggregate([{ $unheardOf: {} }]).toArray())).toBe(40324);
  });
});

describe('Mongoose', () => {
  it('keeps timestamps, versions and validation of its own', async () => {
    const schema = new mongoose.Schema(
      { email: { type: String, unique: true }, lots: [{ quantity: Number }] },
      { timestamps: true },
    );
    const User = connection.model(`User_${randomUUID().slice(0, 8)}`, schema);
    await User.init();
    const user = await User.create({ email: 'a@example.org', lots: [{ quantity: 1 }] });
    await expect(User.create({ email: 'a@example.org' })).rejects.toMatchObject({ code: 11000 });
    user.lots.push({ quantity: 2 });
    await user.save();
    const again = await User.findOneAndUpdate(
      { email: 'a@example.org' },
      { $set: { 'lots.0.quantity': 7 } },
      { returnDocument: 'after' },
    ).lean();
    expect(again).toMatchObject({
      lots: [{ quantity: 7 }, { quantity: 2 }],
      createdAt: expect.any(Date),
      __v: 1,
    });
    expect(await User.find().cursor().next()).toMatchObject({ email: 'a@example.org' });
  });
});

describe('GridFS', () => {
  it('stores a file, gives it back whole or in part, and deletes it', async () => {
    const bucket = new GridFSBucket(connection.db!, {
      bucketName: `reports_${randomUUID().slice(0, 8)}`,
      chunkSizeBytes: 1024,
    });
    const content = Buffer.from(Array.from({ length: 5000 }, (_, at) => at % 251));
    const upload = bucket.openUploadStream('report.pdf', { metadata: { owner: 'someone' } });
    upload.end(content);
    await new Promise((resolve, reject) => upload.on('finish', resolve).on('error', reject));
    expect(Buffer.concat(await bucket.openDownloadStream(upload.id).toArray())).toEqual(content);
    expect(
      Buffer.concat(await bucket.openDownloadStream(upload.id, { start: 1000, end: 3000 }).toArray()),
    ).toEqual(content.subarray(1000, 3000));
    expect(await bucket.find({ filename: 'report.pdf' }).toArray()).toMatchObject([
      { length: 5000, metadata: { owner: 'someone' } },
    ]);
    await bucket.delete(upload.id);
    await expect(bucket.openDownloadStream(upload.id).toArray()).rejects.toThrow('FileNotFound');
  });
});
