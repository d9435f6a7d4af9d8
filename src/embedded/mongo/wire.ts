import { deserialize, serialize } from 'bson';
import { DECODING, type BsonDocument } from './document';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER_BYTES = 16;
const MAX_MESSAGE_BYTES = 48_000_000;

const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
/** The low sixteen flag bits must be understood by the receiver; `exhaustAllowed`, bit 16, may be passed over. */
const REQUIRED_FLAGS = 0xffff;

/** A frame no conforming driver sends; the connection it came on is closed. */
export class MalformedFrameError extends Error {}

/** A command as it came over the wire. */
export interface Request {
  readonly requestId: number;
  readonly command: BsonDocument;
  /** False for unacknowledged writes. */
  readonly wantsReply: boolean;
  /** An `OP_QUERY`, which drivers still use for their very first hello. */
  readonly isLegacy: boolean;
}

/** Cuts a byte stream into frames; what is left over waits for the next chunk. */
export class FrameSplitter {
  private chunks: Buffer[] = [];
  private buffered = 0;

  push(chunk: Buffer): Buffer[] {
    this.chunks.push(chunk);
    this.buffered += chunk.length;
    const frames: Buffer[] = [];
    for (
      let length = this.frameLength();
      length !== undefined && this.buffered >= length;
      length = this.frameLength()
    ) {
      const all = this.joined();
      frames.push(all.subarray(0, length));
      this.chunks = length < all.length ? [all.subarray(length)] : [];
      this.buffered = all.length - length;
    }
    return frames;
  }

  private frameLength(): number | undefined {
    if (this.buffered < 4) return undefined;
    if (this.chunks[0]!.length < 4) this.joined();
    const length = this.chunks[0]!.readInt32LE(0);
    if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES)
      throw new MalformedFrameError(`a frame of ${length} bytes`);
    return length;
  }

  private joined(): Buffer {
    const all = this.chunks.length === 1 ? this.chunks[0]! : Buffer.concat(this.chunks);
    this.chunks = [all];
    return all;
  }
}

/** Reads the command out of one whole frame. */
export function parseRequest(frame: Buffer): Request {
  try {
    const requestId = frame.readInt32LE(4);
    const opCode = frame.readInt32LE(12);
    if (opCode === OP_MSG) return { requestId, isLegacy: false, ...parseMessage(frame) };
    if (opCode === OP_QUERY)
      return { requestId, isLegacy: true, wantsReply: true, command: parseQuery(frame) };
    throw new MalformedFrameError(`opcode ${opCode}`);
  } catch (error) {
    if (error instanceof MalformedFrameError) throw error;
    throw new MalformedFrameError(error instanceof Error ? error.message : String(error));
  }
}

function parseMessage(frame: Buffer): { command: BsonDocument; wantsReply: boolean } {
  const flags = frame.readUInt32LE(HEADER_BYTES);
  if ((flags & REQUIRED_FLAGS & ~(CHECKSUM_PRESENT | MORE_TO_COME)) !== 0)
    throw new MalformedFrameError(`flags ${flags}`);
  const end = frame.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  const sequences: BsonDocument = {};
  let command: BsonDocument | undefined;
  for (let at = HEADER_BYTES + 4; at < end;) {
    const kind = frame[at]!;
    at += 1;
    const size = frame.readInt32LE(at);
    if (size < 5 || at + size > end) throw new MalformedFrameError(`a section of ${size} bytes`);
    if (kind === 0 && !command) command = decode(frame.subarray(at, at + size));
    else if (kind === 1) Object.assign(sequences, parseSequence(frame.subarray(at + 4, at + size)));
    else throw new MalformedFrameError(`section kind ${kind}`);
    at += size;
  }
  if (!command) throw new MalformedFrameError('no command');
  return { command: { ...command, ...sequences }, wantsReply: (flags & MORE_TO_COME) === 0 };
}

/** A document sequence is a field of the command whose array was sent beside it. */
function parseSequence(section: Buffer): BsonDocument {
  const nameEnd = section.indexOf(0);
  if (nameEnd < 1) throw new MalformedFrameError('a document sequence without a name');
  const documents: BsonDocument[] = [];
  for (let at = nameEnd + 1; at < section.length;) {
    const size = section.readInt32LE(at);
    if (size < 5 || at + size > section.length) throw new MalformedFrameError(`a document of ${size} bytes`);
    documents.push(decode(section.subarray(at, at + size)));
    at += size;
  }
  return { [section.toString('utf8', 0, nameEnd)]: documents };
}

function parseQuery(frame: Buffer): BsonDocument {
  const nameEnd = frame.indexOf(0, HEADER_BYTES + 4);
  if (nameEnd < 0) throw new MalformedFrameError('a collection name without an end');
  const name = frame.toString('utf8', HEADER_BYTES + 4, nameEnd);
  const at = nameEnd + 1 + 8;
  const command = decode(frame.subarray(at, at + frame.readInt32LE(at)));
  return { ...command, $db: name.split('.')[0] };
}

function decode(bytes: Uint8Array): BsonDocument {
  return deserialize(bytes, DECODING);
}

/** A reply frame around an encoded body, in the dialect the request was made in. */
export function encodeReply(
  { requestId, isLegacy }: Pick<Request, 'requestId' | 'isLegacy'>,
  body: Uint8Array,
): Buffer {
  const prefix = isLegacy ? 20 : 5;
  const frame = Buffer.alloc(HEADER_BYTES + prefix + body.byteLength);
  frame.writeInt32LE(frame.length, 0);
  frame.writeInt32LE(requestId, 8);
  frame.writeInt32LE(isLegacy ? OP_REPLY : OP_MSG, 12);
  // OP_REPLY: flags, cursor, start and then the number of documents; OP_MSG: flags, then section kind 0.
  if (isLegacy) frame.writeInt32LE(1, HEADER_BYTES + 16);
  frame.set(body, HEADER_BYTES + prefix);
  return frame;
}

/** Encodes a document for a reply; fields set to undefined are left out. */
export function encode(document: BsonDocument): Uint8Array {
  return serialize(document, { ignoreUndefined: true });
}
