import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { readFile } from '../preview/read-file';
import { UnreadableFileError } from './source';

const FIXTURES = join(__dirname, '../../../test/fixtures/imports');
const files = readdirSync(FIXTURES)
  .filter((name) => !name.endsWith('.lines.json'))
  .map((name) => readFileSync(join(FIXTURES, name)));

/** Reads a file, or hears that it cannot be read; anything else fails. */
async function readOrRefuse(bytes: Uint8Array): Promise<'read' | 'refused'> {
  try {
    await readFile({ bytes, format: null, options: {} });
    return 'read';
  } catch (error) {
    if (error instanceof UnreadableFileError) return 'refused';
    throw error;
  }
}

const anyFile = fc.constantFrom(...files);

describe('files that are damaged or meant to harm', () => {
  it('cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, fc.double({ min: 0, max: 1, noNaN: true }), async (file, part) => {
        await readOrRefuse(file.subarray(0, Math.floor(file.length * part)));
      }),
      { numRuns: 150 },
    );
  });

  it('with their lines shuffled and doubled', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, fc.array(fc.nat(60), { maxLength: 80 }), async (file, order) => {
        const lines = file.toString('latin1').split('\n');
        const text = order.map((at) => lines[at % lines.length]).join('\n');
        await readOrRefuse(Buffer.from(text, 'latin1'));
      }),
      { numRuns: 150 },
    );
  });

  it('with bytes replaced, and of any bytes at all', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyFile,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 20 }),
        fc.uint8Array({ maxLength: 500 }),
        async (file, changes, noise) => {
          const bytes = Buffer.from(file);
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          await readOrRefuse(bytes);
          await readOrRefuse(noise);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('bombs of every kind are refused before they grow', async () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;&l;">]><client>&m;</client>`;
    const zeros = zipSync({
      'xl/workbook.xml': new Uint8Array(60_000_000),
      'xl/a.xml': new Uint8Array(60_000_000),
    });
    const bombs = [
      Buffer.from(laughs),
      Buffer.from(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`),
      Buffer.from(`<OFX>${'<A>'.repeat(100_000)}`),
      Buffer.from('['.repeat(100_000)),
      Buffer.from('{"a":'.repeat(100_000)),
      Buffer.from(zeros),
      Buffer.from('a,b\n'.repeat(60_000)),
      Buffer.from(`Date,Symbol,Quantity,Price\n${'""\n'.repeat(3_000_000)}`),
    ];
    for (const bomb of bombs) await expect(readOrRefuse(bomb)).resolves.toBe('refused');
  });

  it('long lines, open quotation marks and prototypes do no harm', async () => {
    await readOrRefuse(Buffer.from(`Date,Symbol,Quantity,Price\n"${'x'.repeat(5_000_000)}`));
    await readOrRefuse(Buffer.from(`Date,__proto__,constructor\n2024-01-01,1,2\n`));
    await readOrRefuse(Buffer.from('{"activities":[{"unitPrice":{},"type":[],"__proto__":{"a":1}}]}'));
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });
});
