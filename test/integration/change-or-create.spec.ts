import { Model, Schema } from 'mongoose';
import { changeOrCreate } from '../../src/platform/mongo/change-or-create';
import { useOwnDatabase } from '../support/stores/mongo-collections';

interface Counter {
  _id: string;
  count: number;
  kind: string;
}

describe('a document that is changed or made', () => {
  const database = useOwnDatabase();
  let counters: Model<Counter>;

  beforeAll(() => {
    const schema = new Schema<Counter>({ _id: String, count: Number, kind: String });
    counters = database.connection().model<Counter>('Counter', schema);
  });

  const raise = (id: string) =>
    changeOrCreate(counters, id, { count: 0, kind: 'made' }, { $inc: { count: 1 } });

  it('is given to each of many at once as that one left it', async () => {
    // Many times, since they do not meet each time.
    for (let round = 0; round < 20; round++) {
      const given = await Promise.all(Array.from({ length: 8 }, () => raise(`round ${round}`)));
      expect(given.map(({ count }) => count).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    }
  });

  it('has what a new one begins with, and keeps it', async () => {
    expect(await raise('alone')).toMatchObject({ _id: 'alone', count: 1, kind: 'made' });
    await counters.updateOne({ _id: 'alone' }, { kind: 'changed' });
    expect(await raise('alone')).toMatchObject({ count: 2, kind: 'changed' });
  });
});
