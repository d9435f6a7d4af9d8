import type { mongo } from 'mongoose';
import { errorCode, ids, useOwnDatabase } from '../../support/mongo-collections';

const database = useOwnDatabase();
let things: mongo.Collection;

beforeEach(() => {
  things = database.freshCollection();
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
    const names = database.connection().db!.collection(`${things.collectionName}_names`);
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
    expect(await errorCode(things.aggregate([{ $unheardOf: {} }]).toArray())).toBe(40324);
  });
});
