import { inflateRawSync } from 'node:zlib';

const DIRECTORY_END = Buffer.from('PK\x05\x06', 'latin1');

/** The texts in a ZIP archive by their paths, as its directory lists them. */
export function unzip(archive: Buffer): Map<string, string> {
  const end = archive.lastIndexOf(DIRECTORY_END);
  const texts = new Map<string, string>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [name, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const file = archive.readUInt32LE(at + 42);
    const start = file + 30 + archive.readUInt16LE(file + 26) + archive.readUInt16LE(file + 28);
    const bytes = archive.subarray(start, start + archive.readUInt32LE(at + 20));
    const path = archive.toString('utf8', at + 46, at + 46 + name);
    texts.set(path, (archive.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes)).toString());
    at += 46 + name + extra + comment;
  }
  return texts;
}
