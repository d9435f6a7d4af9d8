import { CommandError } from '../command-error';
import { fieldOf, isDocument, setField, type BsonDocument } from '../document';
import { isArrayIndex } from '../query/path';

/** The largest gap an update may fill with nulls when it sets an element past the end of an array. */
const MAX_PADDING = 1_500_000;

/** One place in a document that an update operator reads and writes, which may not exist yet. */
export class Slot {
  constructor(
    private readonly document: BsonDocument,
    private readonly path: readonly string[],
  ) {}

  get name(): string {
    return this.path.join('.');
  }

  get id(): unknown {
    return this.document._id;
  }

  get(): unknown {
    const holder = this.holder(false);
    return holder === undefined ? undefined : read(holder, this.last);
  }

  /** Writes the value, making the documents on the way to it. */
  set(value: unknown): void {
    write(this.holder(true), this.last, value);
  }

  /** Takes the field away; an array element becomes null so that the others keep their places. */
  unset(): void {
    const holder = this.holder(false);
    if (Array.isArray(holder)) {
      if (read(holder, this.last) !== undefined) write(holder, this.last, null);
    } else if (isDocument(holder)) delete holder[this.last];
  }

  private get last(): string {
    return this.path[this.path.length - 1]!;
  }

  private holder(create: true): BsonDocument | unknown[];
  private holder(create: boolean): BsonDocument | unknown[] | undefined;
  private holder(create: boolean): BsonDocument | unknown[] | undefined {
    let holder: unknown = this.document;
    for (const part of this.path.slice(0, -1)) {
      let next = read(holder, part);
      if (next === undefined) {
        if (!create) return undefined;
        next = {};
        this.refuseScalar(holder, part);
        write(holder as BsonDocument | unknown[], part, next);
      }
      holder = next;
    }
    if (create) this.refuseScalar(holder, this.last);
    return isDocument(holder) || Array.isArray(holder) ? holder : undefined;
  }

  private refuseScalar(holder: unknown, part: string): void {
    if (isDocument(holder) || (Array.isArray(holder) && isArrayIndex(part))) return;
    throw new CommandError(
      28,
      `Cannot create field '${part}' in element at '${this.name}' of document with _id: ${String(this.id)}`,
    );
  }
}

function read(holder: unknown, part: string): unknown {
  if (Array.isArray(holder)) return isArrayIndex(part) ? (holder as unknown[])[Number(part)] : undefined;
  return isDocument(holder) ? fieldOf(holder, part) : undefined;
}

function write(holder: BsonDocument | unknown[], part: string, value: unknown): void {
  if (!Array.isArray(holder)) {
    setField(holder, part, value);
    return;
  }
  const index = Number(part);
  if (index - holder.length > MAX_PADDING)
    throw new CommandError(2, `Can't pad array past ${MAX_PADDING} elements`);
  while (holder.length < index) holder.push(null);
  holder[index] = value;
}
