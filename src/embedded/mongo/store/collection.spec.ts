import fc from 'fast-check';
import { parseSort } from '../query/sort';
import { Collection, type ReadStatistics } from './collection';

const scalar = fc.oneof(
  fc.integer({ min: 0, max: 4 }),
  fc.constantFrom('x', 'y', null),
  fc.integer({ min: 0, max: 3 }).map((ms) => new Date(ms)),
);
const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
);
const document = fc.record(
  { a: value, b: scalar, c: fc.record({ d: value }, { requiredKeys: [] }) },
  { requiredKeys: [] },
);
const condition = fc.oneof(
  value,
  fc
    .record({ $gt: scalar, $lte: scalar, $ne: scalar }, { requiredKeys: [] })
    .filter((one) => Object.keys(one).length > 0),
  fc.array(scalar, { maxLength: 3 }).map(($in) => ({ $in })),
  fc.boolean().map(($exists) => ({ $exists })),
);
const filter = fc.record({ a: condition, b: condition, 'c.d': condition }, { requiredKeys: [] });
const sort = fc
  .constantFrom({}, { a: 1 }, { a: -1, b: -1 }, { b: -1 }, { b: 1, a: 1 }, { 'c.d': 1 })
  .map((fields) => ({ ...fields, _id: 1 }));
const INDEXES = [
  { key: { a: 1, b: 1 } },
  { key: { b: -1 } },
  { key: { 'c.d': 1 }, sparse: true },
  { key: { b: 1, 'c.d': -1 } },
  { key: { b: 1, a: -1 }, partialFilterExpression: { a: { $gt: 1 } } },
].map((index, at) => ({ ...index, name: `index_${at}` }));

describe('Collection', () => {
  it('finds the same through its indexes as without, whatever was changed meanwhile', () => {
    fc.assert(
      fc.property(
        fc.array(document, { maxLength: 30 }),
        fc.array(document, { maxLength: 10 }),
        filter,
        sort,
        (first, second, query, order) => {
          const [plain, indexed] = [new Collection('test.plain'), new Collection('test.indexed')];
          INDEXES.forEach((index) => indexed.createIndex(index));
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
      { numRuns: 200 },
    );
  });

  describe('with 100,000 bars', () => {
    const bars = new Collection('test.bars');
    const at = (day: number): Date => new Date(day * 86_400_000);
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

    it('reads everything only where no index helps', () => {
      expect(examined({ filter: { close: 3 } })).toEqual([40, 100_000]);
    });
  });
});
