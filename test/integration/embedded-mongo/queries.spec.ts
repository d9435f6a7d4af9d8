import mongoose, { type mongo } from 'mongoose';
import { ids, useOwnDatabase } from '../../support/stores/mongo-collections';

const { ObjectId } = mongoose.mongo;

const database = useOwnDatabase();
let things: mongo.Collection;

beforeEach(() => {
  things = database.freshCollection();
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
