/** Bytes that are text in none of the encodings that are read. */
export class UnreadableTextError extends Error {
  constructor() {
    super('the file must be text in UTF-8, UTF-16 or Windows-1252');
  }
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const BYTE_ORDER_MARK = '\uFEFF';
/** With so many bytes at hand, UTF-16 without a byte order mark shows by its zeros. */
const BYTES_THAT_TELL = 4;
const NOT_ASCII = /[^\x00-\x7F]/;
const NO_CHARACTER = '\uFFFD';

/**
 * Makes text of a file as its bytes come in: UTF-16 where a byte order mark or its zeros tell it, UTF-8 where the bytes are
 * such, else Windows-1252, which is what is left of older spreadsheets. The byte order mark is no part of the text.
 */
export class TextReader {
  private encoding: Encoding | undefined;
  private decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  /** bytes that are no whole character yet, or too few to tell the encoding */
  private waiting: Buffer = Buffer.alloc(0);
  private isFirst = true;
  /** whether UTF-8 was seen that is no ASCII, so that it cannot be anything else */
  private isUtf8 = false;

  /** @throws UnreadableTextError */
  push(bytes: Uint8Array): string {
    const all = Buffer.concat([this.waiting, bytes]);
    this.waiting = all;
    if (!this.encoding && all.length < BYTES_THAT_TELL) return '';
    return this.take(all, false);
  }

  /**
   * The text of what is left.
   * @throws UnreadableTextError
   */
  end(): string {
    return this.take(this.waiting, true);
  }

  private take(bytes: Buffer, isLast: boolean): string {
    this.encoding ??= this.begin(bytes);
    if (this.encoding === 'utf-8') return this.checked(this.utf8(bytes, isLast));
    this.waiting = Buffer.alloc(0);
    return this.checked(this.decoded(bytes, !isLast));
  }

  private begin(bytes: Buffer): Encoding {
    const encoding = encodingOf(bytes);
    if (encoding !== 'utf-8') this.decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
    return encoding;
  }

  private utf8(bytes: Buffer, isLast: boolean): string {
    const whole = isLast ? bytes.length : bytes.length - incompleteBytes(bytes);
    this.waiting = bytes.subarray(whole);
    try {
      const text = this.decoder.decode(bytes.subarray(0, whole));
      this.isUtf8 ||= NOT_ASCII.test(text);
      return text;
    } catch {
      if (this.isUtf8 || beginsAsUtf8(bytes)) throw new UnreadableTextError();
      this.encoding = 'windows-1252';
      this.decoder = new TextDecoder(this.encoding, { fatal: true });
      this.waiting = Buffer.alloc(0);
      return this.decoded(bytes, !isLast);
    }
  }

  private decoded(bytes: Buffer, stream: boolean): string {
    try {
      return this.decoder.decode(bytes, { stream });
    } catch {
      throw new UnreadableTextError();
    }
  }

  /** A zero is no character of any text. */
  private checked(text: string): string {
    if (text.includes('\0')) throw new UnreadableTextError();
    if (!this.isFirst || text === '') return text;
    this.isFirst = false;
    return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  }
}

function encodingOf(bytes: Buffer): Encoding {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return 'utf-16le';
  if (first === 0 && second !== 0 && third === 0 && fourth !== 0) return 'utf-16be';
  return 'utf-8';
}

/** Whether the first bytes that are no ASCII are a character of UTF-8. */
function beginsAsUtf8(bytes: Buffer): boolean {
  const [first] = NOT_ASCII.exec(new TextDecoder().decode(bytes)) ?? [];
  return first !== undefined && first !== NO_CHARACTER;
}

/** How many bytes at the end begin a UTF-8 character whose other bytes are still to come. */
function incompleteBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < lengthFor(byte) ? back : 0;
  }
  return 0;
}

function lengthFor(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}
