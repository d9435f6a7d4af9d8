import { readSource } from '../files/read-source';
import { MOST_ROWS, UnreadableFileError } from '../files/source';
import { FORMATS, recognised } from '../formats/all-formats';
import type { ReadRows } from '../formats/import-format';
import { SurveyOrder } from './preview-order';

export interface ReadFile extends ReadRows {
  readonly format: string;
  readonly confidence: number;
}

/** The file that was surveyed last, so that its preview need not read it again. */
let surveyed: { key: string; read: Promise<ReadFile> } | null = null;

/**
 * Reads a file and keeps what was read for its preview, which follows in the same thread.
 * @throws UnreadableFileError
 */
export function readForSurvey(order: SurveyOrder): Promise<ReadFile> {
  const read = readFile(order);
  surveyed = { key: keyOf(order), read };
  return read;
}

/**
 * What was read for the survey of the same file, or the file read again where another came between.
 * @throws UnreadableFileError
 */
export function readForPreview(order: SurveyOrder): Promise<ReadFile> {
  const known = surveyed?.key === keyOf(order) ? surveyed.read : readFile(order);
  surveyed = null;
  return known;
}

const keyOf = ({ name, format, options }: SurveyOrder) => JSON.stringify([name, format, options]);

/**
 * Reads a file by the format that was chosen, else by the one that is surest of it.
 * @throws UnreadableFileError
 */
export async function readFile({
  bytes,
  format: name,
  options,
}: Omit<SurveyOrder, 'name'>): Promise<ReadFile> {
  const source = await readSource(bytes);
  const chosen = FORMATS.find((format) => format.name === name);
  const found = chosen ? { format: chosen, confidence: chosen.recognise(source) } : recognised(source);
  if (!found) throw new UnreadableFileError('No format that is known fits the file.');
  const read = found.format.read(source, options);
  if (read.rows.length > MOST_ROWS)
    throw new UnreadableFileError(`The file has more than ${MOST_ROWS} lines.`);
  if (read.rows.length === 0) throw new UnreadableFileError('The file has no rows.');
  return { ...read, format: found.format.name, confidence: Math.round(found.confidence * 100) / 100 };
}
