import { serialize } from 'bson';
import fc from 'fast-check';
import { FrameSplitter, MalformedFrameError, parseRequest } from './wire';

function message(sections: Buffer[], flags = 0): Buffer {
  const header = Buffer.alloc(20);
  const frame = Buffer.concat([header, ...sections]);
  frame.writeInt32LE(frame.length, 0);
  frame.writeInt32LE(7, 4);
  frame.writeInt32LE(2013, 12);
  frame.writeUInt32LE(flags, 16);
  return frame;
}
const body = (command: object): Buffer => Buffer.concat([Buffer.from([0]), serialize(command)]);
function sequence(name: string, ...documents: object[]): Buffer {
  const content = Buffer.concat([
    Buffer.alloc(4),
    Buffer.from(`${name}\0`),
    ...documents.map((document) => serialize(document)),
  ]);
  content.writeInt32LE(content.length, 0);
  return Buffer.concat([Buffer.from([1]), content]);
}

function failureOf(attempt: () => unknown): unknown {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('parseRequest', () => {
  it('joins document sequences to the command', () => {
    const frame = message([body({ insert: 'x', $db: 'd' }), sequence('documents', { a: 1 }, { a: 2 })]);
    expect(parseRequest(frame)).toMatchObject({
      requestId: 7,
      wantsReply: true,
      command: { insert: 'x', documents: [{ a: 1 }, { a: 2 }] },
    });
  });

  it('takes the sequence before the body, a checksum and the exhaust offer in its stride', () => {
    const frame = message(
      [sequence('documents', { a: 1 }), body({ insert: 'x' }), Buffer.alloc(4)],
      1 | 0x10000,
    );
    expect(parseRequest(frame).command).toEqual({ insert: 'x', documents: [{ a: 1 }] });
  });

  it('knows a write that wants no reply', () => {
    expect(parseRequest(message([body({ insert: 'x' })], 2)).wantsReply).toBe(false);
  });

  it.each([
    ['an unknown required flag', message([body({ ping: 1 })], 1 << 5)],
    ['no body', message([])],
    ['two bodies', message([body({ ping: 1 }), body({ ping: 1 })])],
    ['an unknown section', message([Buffer.from([9, 5, 0, 0, 0, 0])])],
    ['a section longer than the frame', message([Buffer.from([0, 99, 0, 0, 0, 0])])],
    ['a body that is not BSON', message([Buffer.from([0, 6, 0, 0, 0, 77, 0])])],
  ])('calls %s malformed', (_name, frame) => {
    expect(() => parseRequest(frame)).toThrow(MalformedFrameError);
  });

  it('never fails otherwise, whatever bytes come', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 80 }), (bytes) => {
        const failure = failureOf(() => parseRequest(message([Buffer.from(bytes)])));
        expect(failure === undefined || failure instanceof MalformedFrameError).toBe(true);
      }),
    );
  });
});

describe('FrameSplitter', () => {
  it('finds the frames however the stream is cut', () => {
    const frames = [
      message([body({ a: 1 })]),
      message([body({ b: 'longer text' })]),
      message([body({ c: 1 })]),
    ];
    const stream = Buffer.concat(frames);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (sizes) => {
        const splitter = new FrameSplitter();
        const found: Buffer[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const size = sizes[turn % sizes.length]!;
          found.push(...splitter.push(stream.subarray(at, at + size)));
          at += size;
        }
        expect(found.map((frame) => frame.toString('hex'))).toEqual(
          frames.map((frame) => frame.toString('hex')),
        );
      }),
    );
  });

  it.each([3, 48_000_001, -1])('refuses a frame of %d bytes', (length) => {
    const frame = Buffer.alloc(16);
    frame.writeInt32LE(length, 0);
    expect(() => new FrameSplitter().push(frame)).toThrow(MalformedFrameError);
  });
});
