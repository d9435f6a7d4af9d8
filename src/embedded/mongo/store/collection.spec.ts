import fc from 'fast-check';
import { DAY_MS } from '../../../common/calendar/day-length';
import type { BsonDocument } from '../document';
import { parseSort } from '../query/sort';
import { Collection, type ReadStatistics } from './collection';

const scalar = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom('x', null, new Date(1)) },
);
const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }));
const document = fc.record(
  { a: value, b: scalar, c: fc.record({ d: value }, { requiredKeys: [], noNullPrototype: true }) },
  { requiredKeys: [], noNullPrototype: true },
);
const condition = fc.oneof(
  value,
  fc.constant(null),
  fc.record({ $gte: fc.constantFrom(1, 2), $lt: fc.constantFrom(3, 4) }),
  fc.record({ $gt: scalar }),
  fc.record({ $lte: scalar, $ne: scalar }),
  fc.array(scalar, { maxLength: 3 }).map(($in) => ({ $in })),
  fc.boolean().map(($exists) => ({ $exists })),
);
const filter = fc.oneof(
  fc.record({ a: condition }),
  fc.record({ 'c.d': condition }),
  fc.record({ a: condition, b: condition, 'c.d': condition }, { requiredKeys: [] }),
);
const sort = fc.constantFrom<BsonDocument>(
  { a: 1, _id: 1 },
  { a: -1, b: -1, _id: -1 },
  { b: -1, _id: 1 },
  { 'c.d': 1, _id: 1 },
);
const index = fc.constantFrom<BsonDocument>(
  { key: { a: 1 } },
  { key: { a: 1, _id: 1 } },
  { key: { a: 1, b: 1, _id: 1 } },
  { key: { b: 1, a: -1 } },
  { key: { b: -1, _id: 1 } },
  { key: { 'c.d': 1, _id: 1 } },
  { key: { 'c.d': 1, _id: 1 }, sparse: true },
  { key: { 'c.d': 1 }, sparse: true },
  { key: { b: 1, a: 1 }, sparse: true },
  { key: { b: 1, a: -1 }, partialFilterExpression: { a: { $gt: 1 } } },
);

describe('Collection', () => {
  it('finds the same through its indexes as without, whatever was changed meanwhile', () => {
    fc.assert(
      fc.property(
        fc.array(document, { maxLength: 20 }),
        fc.array(document, { maxLength: 10 }),
        index,
        filter,
        sort,
        (first, second, definition, query, order) => {
          const [plain, indexed] = [new Collection('test.plain'), new Collection('test.indexed', 2)];
          indexed.createIndex({ ...definition, name: 'index' });
          for (const collection of [plain, indexed]) {
            const records = first.map((one, _id) => collection.insert({ _id, ...one }));
            second.forEach((one, at) => {
              const record = records[at * 2];
              if (record) collection.replace(record, { _id: record.document._id, ...one });
            });
            records.filter((_, at) => at % 7 === 3).forEach((record) => collection.remove(record));
          }
          const find = (collection: Collection): unknown[] =>
            collection.find({ filter: query, sort: parseSort(order) }).map((record) => record.document);
          expect(find(indexed)).toEqual(find(plain));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('sorts by the least element of an array, even one outside the range asked for', () => {
    const collection = new Collection('test.arrays');
    collection.createIndex({ key: { a: 1 }, name: 'a_1' });
    collection.insert({ _id: 1, a: 3 });
    collection.insert({ _id: 2, a: [0, 4] });
    const found = collection.find({ filter: { a: { $gte: 2 } }, sort: parseSort({ a: 1 }) });
    expect(found.map(({ document: { _id } }) => _id)).toEqual([2, 1]);
  });

  describe('with 100,000 bars', () => {
    const bars = new Collection('test.bars');
    const at = (day: number): Date => new Date(day * DAY_MS);
    const examined = (query: Parameters<Collection['find']>[0]): [found: number, examined: number] => {
      const statistics: ReadStatistics = { examined: 0 };
      return [bars.find(query, statistics).length, statistics.examined];
    };

    beforeAll(() => {
      bars.createIndex({ key: { symbol: 1, timestamp: 1 }, name: 'symbol_1_timestamp_1', unique: true });
      for (let day = 0; day < 2_500; day++) {
        for (let symbol = 0; symbol < 40; symbol++)
          bars.insert({ symbol: `S${symbol}`, timestamp: at(day), close: day });
      }
    });

    it('looks at one document for one bar', () => {
      expect(examined({ filter: { symbol: 'S7', timestamp: at(1_234) } })).toEqual([1, 1]);
    });

    it('looks at no more than the range asked for', () => {
      expect(
        examined({
          filter: { symbol: 'S7', timestamp: { $gte: at(100), $lt: at(200) } },
          sort: parseSort({ timestamp: 1 }),
        }),
      ).toEqual([100, 100]);
    });

    it('reads the latest bar off the end of the index', () => {
      expect(examined({ filter: { symbol: 'S7' }, sort: parseSort({ timestamp: -1 }), limit: 1 })).toEqual([
        1, 1,
      ]);
      expect(examined({ filter: {}, sort: parseSort({ symbol: 1, timestamp: 1 }), limit: 5 })).toEqual([
        5, 5,
      ]);
    });

    it('looks several symbols up one by one', () => {
      expect(examined({ filter: { symbol: { $in: ['S1', 'S2'] }, timestamp: at(3) } })).toEqual([2, 2]);
    });

    it("stays among the values of the operand's type", () => {
      const mixed = new Collection('test.mixed');
      mixed.createIndex({ key: { n: 1 }, name: 'n_1' });
      for (let n = 0; n < 10; n++) [n, null, `text ${n}`].forEach((value) => mixed.insert({ n: value }));
      const statistics: ReadStatistics = { examined: 0 };
      expect(mixed.find({ filter: { n: { $lt: 5 } } }, statistics)).toHaveLength(5);
      expect(statistics.examined).toBe(5);
    });

    it('reads everything only where no index helps', () => {
      expect(examined({ filter: { close: 3 } })).toEqual([40, 100_000]);
    });
  });
});
