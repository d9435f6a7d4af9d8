// npm run client:generators: what other generators make of client/openapi.json compiles under strict TypeScript.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mustRun } from './prepare.mjs';

const DOCUMENT = resolve('client/openapi.json');
const COMPILER_OPTIONS = {
  strict: true,
  noEmit: true,
  target: 'ES2022',
  module: 'ESNext',
  moduleResolution: 'bundler',
  lib: ['ES2022', 'DOM', 'DOM.Iterable'],
  types: [],
};
/** What a front-end does with them: the types of an answer must be those of the document. */
const USES = `
import { portfolioGet } from './hey-api/index.js';
import { portfolioGet as viaOrval } from './orval.js';

export async function names(id: string): Promise<string[]> {
  const { data } = await portfolioGet({ path: { id } });
  const answer = await viaOrval(id);
  const symbols: string[] = data?.assets.map(({ symbol }) => symbol) ?? [];
  return answer.status === 200 ? [answer.data.name, ...symbols] : symbols;
}
`;

const folder = await mkdtemp(join(tmpdir(), 'tickfolio-generators-'));
process.on('exit', () => rm(folder, { recursive: true, force: true }));
const quiet = { stdio: ['ignore', 'ignore', 'inherit'] };

mustRun('npx', ['openapi-ts', '-i', DOCUMENT, '-o', join(folder, 'hey-api'), '--silent'], quiet);
mustRun(
  'npx',
  ['orval', '--input', DOCUMENT, '--output', join(folder, 'orval.ts'), '--client', 'fetch'],
  quiet,
);
await writeFile(join(folder, 'uses.ts'), USES);
await writeFile(
  join(folder, 'tsconfig.json'),
  JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ['**/*.ts'] }),
);
mustRun('npx', ['tsc', '--project', folder]);
