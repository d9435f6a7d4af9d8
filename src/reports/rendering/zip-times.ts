const DIRECTORY_END = Buffer.from('PK\x05\x06', 'latin1');
/** Where time and date stand in an entry of the directory, and before a file. */
const TIME_IN_DIRECTORY = 12;
const TIME_IN_FILE = 10;

/** A ZIP archive (below 4 GiB, without comment) whose files all were changed at one moment, told in UTC. */
export function withFixedTimes(archive: Uint8Array, moment: Date): Buffer {
  const bytes = Buffer.from(archive);
  const end = bytes.lastIndexOf(DIRECTORY_END);
  const [time, date] = [dosTime(moment), dosDate(moment)];
  const set = (at: number) => {
    bytes.writeUInt16LE(time, at);
    bytes.writeUInt16LE(date, at + 2);
  };
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    set(at + TIME_IN_DIRECTORY);
    set(bytes.readUInt32LE(at + 42) + TIME_IN_FILE);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return bytes;
}

function dosTime(moment: Date): number {
  return (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1);
}

function dosDate(moment: Date): number {
  return ((moment.getUTCFullYear() - 1980) << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate();
}
