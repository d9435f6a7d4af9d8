import { once } from 'node:events';
import { connect } from 'node:net';
import { Decimal128, MongoClient, type Collection } from 'mongodb';
import { startEmbeddedMongo, type EmbeddedMongo } from './embedded-mongo';

/** What is particular to the embedded server; what it shares with a real one is in the integration tests. */
describe('the embedded server', () => {
  let server: EmbeddedMongo;
  let client: MongoClient;
  let things: Collection;
  let clock = new Date('2024-01-01T00:00:00Z');

  beforeEach(async () => {
    server = await startEmbeddedMongo({ ttlSweepMs: 5, now: () => clock });
    client = await MongoClient.connect(server.uri);
    things = client.db().collection('things');
  });

  afterEach(async () => {
    await client.close();
    await server.close();
  });

  it('does not run in production', async () => {
    await expect(startEmbeddedMongo({ nodeEnv: 'production' })).rejects.toThrow('production');
  });

  it('names the application database in its address', () => {
    expect(server.uri).toBe(`mongodb://127.0.0.1:${server.port}/tickfolio`);
    expect(client.db().databaseName).toBe('tickfolio');
  });

  it('keeps databases apart and lists them', async () => {
    await things.insertOne({ n: 1 });
    await client.db('other').collection('things').insertOne({ n: 2 });
    expect(await things.countDocuments()).toBe(1);
    expect((await client.db().admin().listDatabases()).databases.map(({ name }) => name)).toEqual([
      'other',
      'tickfolio',
    ]);
    await client.db('other').dropDatabase();
    expect((await client.db().admin().listDatabases({ nameOnly: true })).databases).toEqual([
      { name: 'tickfolio' },
    ]);
  });

  it('says what collided in the words of the real server', async () => {
    await things.createIndex({ email: 1, at: 1 }, { unique: true });
    const collision = { email: 'a@example.org', at: new Date(5) };
    await things.insertOne({ ...collision });
    await expect(things.insertOne({ ...collision })).rejects.toMatchObject({
      code: 11000,
      message:
        'E11000 duplicate key error collection: tickfolio.things index: email_1_at_1 dup key: { email: "a@example.org", at: new Date(5) }',
      keyPattern: { email: 1, at: 1 },
      keyValue: collision,
    });
  });

  it('explains which index it read and how much', async () => {
    await things.createIndex({ n: 1 });
    await things.insertMany(Array.from({ length: 100 }, (_, n) => ({ n })));
    expect(await things.find({ n: 5 }).explain('executionStats')).toMatchObject({
      queryPlanner: { winningPlan: { inputStage: { stage: 'IXSCAN', indexName: 'n_1' } } },
      executionStats: { nReturned: 1, totalDocsExamined: 1 },
    });
    expect(await things.find({ m: 5 }).explain()).toMatchObject({
      queryPlanner: { winningPlan: { stage: 'COLLSCAN' } },
    });
    const lastOfMany = [{ $match: { n: { $gt: 5 } } }, { $sort: { n: -1 } }, { $limit: 2 }];
    expect(await things.aggregate(lastOfMany).explain()).toMatchObject({
      executionStats: { totalDocsExamined: 2 },
    });
  });

  it('drops indexes', async () => {
    await things.createIndex({ n: 1 }, { unique: true });
    await things.dropIndex('n_1');
    await things.insertMany([{ n: 1 }, { n: 1 }]);
    expect((await things.indexes()).map(({ name }) => name)).toEqual(['_id_']);
    await expect(things.dropIndex('n_1')).rejects.toMatchObject({ code: 27 });
    await expect(things.dropIndex('_id_')).rejects.toMatchObject({ code: 72 });
  });

  it('removes documents when their time has come', async () => {
    await things.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    await things.insertMany([
      { name: 'old', at: clock },
      { name: 'young', at: new Date(clock.getTime() + 60_000) },
      { name: 'ageless' },
    ]);
    clock = new Date(clock.getTime() + 60_000);
    const names = (): Promise<unknown[]> =>
      things
        .find()
        .map(({ name }) => name as unknown)
        .toArray();
    let left = await names();
    while (left.includes('old')) left = await names();
    expect(left).toEqual(['young', 'ageless']);
  });

  it('carries unacknowledged writes out without a reply', async () => {
    await things.insertOne({ n: 1 }, { writeConcern: { w: 0 } });
    let count = await things.countDocuments();
    while (count === 0) count = await things.countDocuments();
    expect(count).toBe(1);
  });

  it('gives a session but no transaction', async () => {
    await client.withSession(async (session) => {
      await things.insertOne({ n: 1 }, { session });
      session.startTransaction();
      await expect(things.insertOne({ n: 2 }, { session })).rejects.toThrow();
      await session.abortTransaction();
    });
    expect(await things.countDocuments()).toBe(1);
  });

  const insertion = { insert: 'things', documents: [{ n: 1 }] };
  it.each<[string, () => Promise<unknown>, number]>([
    ['an unknown command', () => client.db().command({ unheardOf: 1 }), 59],
    [
      'a transaction',
      () => client.db().command({ ...insertion, txnNumber: 1, startTransaction: true, autocommit: false }),
      20,
    ],
    ['an unknown option', () => client.db().command({ find: 'things', unheardOf: 1 }), 40415],
    [
      'an unknown field of a statement',
      () => client.db().command({ update: 'things', updates: [{ q: {}, u: {}, unheardOf: 1 }] }),
      40415,
    ],
    ['a tailable cursor', () => things.find({}, { tailable: true }).toArray(), 40415],
    ['a collation', () => things.find({}, { collation: { locale: 'en', strength: 2 } }).toArray(), 238],
    ['a text index', () => things.createIndex({ text: 'text' }), 238],
    ['an index with a collation', () => things.createIndex({ n: 1 }, { collation: { locale: 'en' } }), 238],
    [
      'a capped collection',
      () => client.db().createCollection('capped', { capped: true, size: 1000 }),
      40415,
    ],
    ['$where', () => things.find({ $where: 'true' }).toArray(), 2],
    ['$jsonSchema', () => things.find({ $jsonSchema: {} }).toArray(), 2],
    ['a kind of number that is not kept', () => things.find({ n: { $type: 'int' } }).toArray(), 238],
    ['$out', () => things.aggregate([{ $out: 'elsewhere' }]).toArray(), 238],
    [
      '$function',
      () =>
        things.aggregate([{ $project: { n: { $function: { body: 'x', args: [], lang: 'js' } } } }]).toArray(),
      238,
    ],
    ['a hint at no index', () => things.find({}, { hint: 'n_1' }).toArray(), 2],
    ['a change stream', () => things.watch().next(), 40324],
    ['$lookup', () => things.aggregate([{ $lookup: {} }]).toArray(), 40324],
    ['$facet', () => things.aggregate([{ $facet: {} }]).toArray(), 40324],
    ['$unwind', () => things.aggregate([{ $unwind: '$tags' }]).toArray(), 40324],
    ['an invalid collection name', () => client.db().command({ insert: 'a$b', documents: [{}] }), 73],
  ])('refuses %s', async (_name, attempt, code) => {
    await expect(attempt()).rejects.toMatchObject({ code });
  });

  it('calculates with decimals neither in updates nor in pipelines', async () => {
    await things.insertOne({ price: Decimal128.fromString('10.10') });
    await expect(things.updateOne({}, { $inc: { price: 1 } })).rejects.toMatchObject({ code: 238 });
    await expect(
      things.aggregate([{ $group: { _id: null, sum: { $sum: '$price' } } }]).toArray(),
    ).rejects.toMatchObject({ code: 238 });
    expect(await things.countDocuments({ price: { $gt: 10 } })).toBe(1);
  });

  it('closes the connection a malformed frame came on, and no other', async () => {
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.resume().write(Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'));
    await once(socket, 'close');
    await expect(client.db().command({ ping: 1 })).resolves.toMatchObject({ ok: 1 });
  });

  it('frees its port when it is closed, with connections open', async () => {
    await server.close();
    const again = await startEmbeddedMongo({ port: server.port });
    expect(again.port).toBe(server.port);
    await again.close();
    server = await startEmbeddedMongo();
  });
});
