import { MOST_ROWS, QifRecord, Source, UnreadableFileError } from './source';

/**
 * Reads QIF: records of lines that begin with the letter of their field, each ended by `^`.
 * @throws UnreadableFileError
 */
export function readQif(text: string): Source {
  const records: QifRecord[] = [];
  let section = '';
  let fields: Record<string, string> = {};
  let first = 1;
  for (const [at, given] of text.split(/\r?\n/).entries()) {
    const line = given.trim();
    if (line.startsWith('!')) {
      section = /^!Type:(.+)$/i.exec(line)?.[1]?.trim() ?? line.slice(1).trim();
      first = at + 2;
    } else if (line === '^') {
      if (Object.keys(fields).length > 0) records.push({ line: first, section, fields });
      if (records.length > MOST_ROWS)
        throw new UnreadableFileError(`The file has more than ${MOST_ROWS} lines.`);
      fields = {};
      first = at + 2;
    } else if (line !== '') {
      const letter = line[0]!;
      fields[letter] = letter in fields ? `${fields[letter]} ${line.slice(1).trim()}` : line.slice(1).trim();
    }
  }
  if (Object.keys(fields).length > 0) records.push({ line: first, section, fields });
  return { kind: 'qif', records };
}
