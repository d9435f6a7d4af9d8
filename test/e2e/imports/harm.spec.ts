import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { settledImport, upload } from '../../support/features/imports';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';

const FIXTURES = join(__dirname, '../../fixtures/imports');
const FILES = readdirSync(FIXTURES)
  .filter((name) => !name.endsWith('.lines.json'))
  .map((name) => readFileSync(join(FIXTURES, name)));
const SEED = Number(process.env.FUZZ_SEED ?? 20_260_131);
const RUNS = 40;
const TYPES = ['text/csv', 'application/octet-stream', 'application/json', 'application/xml'];
/** Far above what a file of 10 MiB needs in this process, far below what the bombs inflate to. */
const MOST_GROWTH = 300 * 2 ** 20;

/** A fixture that is cut, with its lines shuffled and doubled, or with bytes replaced; or any bytes. */
const damaged = fc.oneof(
  fc
    .tuple(fc.constantFrom(...FILES), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([file, part]) => file.subarray(0, Math.floor(file.length * part))),
  fc
    .tuple(fc.constantFrom(...FILES), fc.array(fc.nat(60), { minLength: 1, maxLength: 80 }))
    .map(([file, order]) => {
      const lines = file.toString('latin1').split('\n');
      return Buffer.from(order.map((at) => lines[at % lines.length]).join('\n'), 'latin1');
    }),
  fc
    .tuple(
      fc.constantFrom(...FILES),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 20 }),
    )
    .map(([file, changes]) => {
      const bytes = Buffer.from(file);
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      return bytes;
    }),
  fc.uint8Array({ minLength: 1, maxLength: 500 }).map((noise) => Buffer.from(noise)),
);

const sheetOf = (bytes: Uint8Array) => {
  const part = (text: string) => Buffer.from(text);
  return zipSync({
    '[Content_Types].xml': part('<Types/>'),
    'xl/workbook.xml': part('<workbook><sheets><sheet name="a" sheetId="1"/></sheets></workbook>'),
    'xl/worksheets/sheet1.xml': bytes,
  });
};
const laughs = () => {
  const entities = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`);
  return `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">${entities.join('')}]><FlexQueryResponse>&l9;</FlexQueryResponse>`;
};
const HARMFUL: [string, () => string | Buffer][] = [
  ['a zip bomb', () => Buffer.from(sheetOf(Buffer.alloc(150 * 2 ** 20, ' ')))],
  ['a zip in a zip in a zip', () => Buffer.from(zipSync({ a: zipSync({ b: sheetOf(Buffer.alloc(1e6)) }) }))],
  ['a billion laughs', laughs],
  ['an external entity', () => '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><client>&x;</client>'],
  ['a hundred thousand open tags', () => '<a>'.repeat(100_000)],
  ['a hundred thousand open brackets', () => '['.repeat(100_000)],
  ['ten megabytes without a line end', () => Buffer.alloc(10 * 2 ** 20, 'a,"')],
  ['more rows than are read', () => `Date,Type,Symbol\n${'2024-01-02,Buy,AAPL\n'.repeat(60_000)}`],
];

describe('files that are damaged or meant to harm, over HTTP', () => {
  let running: TestApp;
  let ada: Account;
  let ledger: LedgerUnderTest;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
    ledger = await openLedger(running, ada);
  });

  afterAll(() => running.close());

  /** What becomes of the file, also where it is still being read when the answer comes. */
  const outcomeOf = async (file: string | Buffer, type = 'application/octet-stream') => {
    const { status, body } = await upload(running, ada, ledger.id, file, { type });
    const { id, code } = body as { id: string; code?: string };
    if (status === 422 && code === 'import.unreadable') return 'refused';
    expect(status).toBe(202);
    const settled = await settledImport(running, ada, ledger.id, id);
    // A user has places for a hundred imports only.
    await ledger.delete(`/imports/${id}`).expect(204);
    return settled.status === 'failed' ? 'refused' : 'read';
  };

  it('are previewed or refused, whatever is done to them', async () => {
    await fc.assert(
      fc.asyncProperty(damaged, fc.constantFrom(...TYPES), async (file, type) => {
        expect(['read', 'refused']).toContain(await outcomeOf(file, type));
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  it.each(HARMFUL)('refuses %s in bounded memory, and answers after it', async (_what, file) => {
    const before = process.memoryUsage().rss;
    expect(await outcomeOf(file())).toBe('refused');
    expect(process.memoryUsage().rss - before).toBeLessThan(MOST_GROWTH);
    expect(await outcomeOf(FILES[0]!)).toBe('read');
  });
});
