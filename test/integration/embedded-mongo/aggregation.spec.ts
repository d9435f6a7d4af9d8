import type { mongo } from 'mongoose';
import { errorCode, useOwnDatabase } from '../../support/stores/mongo-collections';

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

  it('refuses a stage that there is not', async () => {
    expect(await errorCode(things.aggregate([{ $unheardOf: {} }]).toArray())).toBe(40324);
  });
});
