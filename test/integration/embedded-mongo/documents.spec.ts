import mongoose, { type mongo } from 'mongoose';
import { useOwnDatabase } from '../../support/stores/mongo-collections';

const { Binary, Decimal128, GridFSBucket, Long, ObjectId } = mongoose.mongo;

const database = useOwnDatabase();
let things: mongo.Collection;

beforeEach(() => {
  things = database.freshCollection();
});

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
    await database
      .connection()
      .db!.command({ insert: things.collectionName, documents: [{ name: 'unnamed' }] });
    const found = await things.findOne({ name: 'unnamed' });
    expect(Object.keys(found!)).toEqual(['_id', 'name']);
    expect(found!._id).toBeInstanceOf(ObjectId);
  });

  it('of more than 16 MB are refused', async () => {
    await expect(things.insertOne({ blob: 'x'.repeat(17 * 1024 * 1024) })).rejects.toThrow();
  });
});

describe('Mongoose', () => {
  it('keeps timestamps, versions and validation of its own', async () => {
    const schema = new mongoose.Schema(
      { email: { type: String, unique: true }, lots: [{ quantity: Number }] },
      { timestamps: true },
    );
    const User = database.connection().model(database.freshName('User'), schema);
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
    const bucket = new GridFSBucket(database.connection().db!, {
      bucketName: database.freshName('reports'),
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
