import { TextReader, UnreadableTextError } from '../../common/text/text-reader';
import { readCsv } from './read-csv';
import { readOfx } from './read-ofx';
import { readQif } from './read-qif';
import { readXlsx } from './read-xlsx';
import { readXml } from './read-xml';
import { Source, UnreadableFileError } from './source';

const ZIP = Buffer.from('PK\x03\x04', 'latin1');
const MOST_DEPTH = 100;

/**
 * Finds out by its content what kind of file it is, and reads it.
 * @throws UnreadableFileError
 */
export async function readSource(bytes: Uint8Array): Promise<Source> {
  if (bytes.length === 0) throw new UnreadableFileError('The file is empty.');
  if (ZIP.equals(bytes.subarray(0, ZIP.length))) return readXlsx(bytes);
  const text = textOf(bytes);
  const start = text.slice(0, 2_000).trimStart();
  if (start === '') throw new UnreadableFileError('The file is empty.');
  if (/^(OFXHEADER|<\?OFX|<OFX>)/i.test(start) || /<OFX>/i.test(start)) return readOfx(text);
  if (start.startsWith('<')) return { kind: 'xml', root: readXml(text) };
  if (start.startsWith('{') || start.startsWith('[')) return { kind: 'json', value: readJson(text) };
  if (/^!(Type|Account|Option|Clear)\b/i.test(start)) return readQif(text);
  return readCsv(text);
}

function textOf(bytes: Uint8Array): string {
  const reader = new TextReader();
  try {
    return reader.push(bytes) + reader.end();
  } catch (error) {
    if (error instanceof UnreadableTextError) throw new UnreadableFileError(`${error.message}.`);
    throw error;
  }
}

function readJson(text: string): unknown {
  refuseDeepJson(text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UnreadableFileError('The file is not well-formed JSON.');
  }
}

function refuseDeepJson(text: string): void {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const mark = text[at];
    if (isInText) {
      if (mark === '\\') at++;
      else if (mark === '"') isInText = false;
    } else if (mark === '"') isInText = true;
    else if (mark === '{' || mark === '[') {
      if (++depth > MOST_DEPTH) throw new UnreadableFileError('The file is nested too deeply.');
    } else if (mark === '}' || mark === ']') depth--;
  }
}
