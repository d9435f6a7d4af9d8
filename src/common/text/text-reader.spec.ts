import { TextReader, UnreadableTextError } from './text-reader';

const TEXT = 'symbol;Währung\r\nNESN.SW;1’000 €\r\n𝄞';
const LATIN = 'symbol;Währung\r\nSAP.DE;1.000 €\r\n';
const BIG_ENDIAN = (text: string) => Buffer.from(text, 'utf16le').swap16();

function read(bytes: Buffer, bytesAtOnce: number): string {
  const reader = new TextReader();
  let text = '';
  for (let at = 0; at < bytes.length; at += bytesAtOnce)
    text += reader.push(bytes.subarray(at, at + bytesAtOnce));
  return text + reader.end();
}

describe('the text of a file', () => {
  it.each([
    ['UTF-8', TEXT, Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', TEXT, Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16 of Windows', TEXT, Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
    ['UTF-16, high bytes first', TEXT, BIG_ENDIAN(`\uFEFF${TEXT}`)],
    ['UTF-16 without a mark', TEXT, Buffer.from(TEXT, 'utf16le')],
    ['UTF-16 without a mark, high bytes first', TEXT, BIG_ENDIAN(TEXT)],
    ['Windows-1252', LATIN, Buffer.from(LATIN.replace('€', '\x80'), 'latin1')],
    ['one letter', 'ä', Buffer.from('ä')],
    ['nothing', '', Buffer.alloc(0)],
  ])('is read from %s, however it is cut', (_name, text, bytes) => {
    for (const bytesAtOnce of [1, 2, 3, 5, 7, 1_000]) expect(read(bytes, bytesAtOnce)).toBe(text);
  });

  it.each([
    [
      'UTF-8 that turns into something else',
      Buffer.concat([Buffer.from('Währung\n'), Buffer.from([0xe4, 0x20])]),
    ],
    [
      'half of a UTF-16 character',
      Buffer.concat([Buffer.from('\uFEFFabc', 'utf16le'), Buffer.from([0x34, 0xd8])]),
    ],
    ['an archive', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00])],
  ])('is not made of %s', (_name, bytes) => {
    for (const bytesAtOnce of [1, 3, 1_000])
      expect(() => read(bytes, bytesAtOnce)).toThrow(UnreadableTextError);
  });
});
