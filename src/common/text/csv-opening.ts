/** The beginning of a CSV file, without what names its separator. */
export interface CsvOpening {
  /** what has been read of it */
  head: string;
  separator: string;
}

/** A line by which some spreadsheets name the separator. */
const SEPARATOR_LINE = /^sep=(.)\r?$/i;

/**
 * Reads until the first line with columns has come in, or all of a text. The separator is the one that a `sep=` line
 * names, else a semicolon, tab or bar that the columns show, else a comma; the `sep=` line is emptied, so that lines count as an
 * editor counts.
 */
export async function csvOpening(text: AsyncGenerator<string, void>): Promise<CsvOpening> {
  let head = '';
  for (;;) {
    const whole = head.split('\n').slice(0, -1);
    const columns = whole.find((line) => line.trim() !== '' && !SEPARATOR_LINE.test(line));
    const named = whole.flatMap((line) => SEPARATOR_LINE.exec(line)?.[1] ?? [])[0];
    const { value, done } = columns === undefined ? await text.next() : { value: '', done: true };
    if (!done) head += value;
    else
      return {
        head: head.replace(/^(\s*)sep=.(\r?\n)/i, '$1$2'),
        separator: named ?? separatorOf(columns ?? head),
      };
  }
}

function separatorOf(header: string): string {
  return [';', '\t', '|'].find((mark) => header.includes(mark)) ?? ',';
}
