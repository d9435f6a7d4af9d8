import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFile } from '../preview/read-file';

const FIXTURES = join(__dirname, '../../../test/fixtures/imports');
const ENDING = '.lines.json';

/** What a row became, as the fixtures write it: a line, a reason, or the codes of its problems. */
interface ExpectedFile {
  format: string;
  rows: object[];
}

describe('statements of every format', () => {
  const files = readdirSync(FIXTURES).filter((name) => !name.endsWith(ENDING));

  it.each(files)('%s', async (name) => {
    const bytes = readFileSync(join(FIXTURES, name));
    const { format, rows, questions } = await readFile({ bytes, format: null, options: {} });
    const expected = JSON.parse(readFileSync(join(FIXTURES, `${name}${ENDING}`), 'utf8')) as ExpectedFile;
    expect(questions).toEqual([]);
    expect({ format, rows: rows.map(shown) }).toEqual(expected);
  });
});

function shown({ draft, ignored, problems }: Awaited<ReturnType<typeof readFile>>['rows'][number]): object {
  if (draft) return JSON.parse(JSON.stringify(draft)) as object;
  return ignored === undefined ? { problems: problems.map(({ code }) => code) } : { ignored };
}
