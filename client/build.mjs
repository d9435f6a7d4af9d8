// Compiles src to dist: dist/esm for `import`, dist/cjs for `require`, each with its types.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const compile = (project) =>
  execFileSync(process.execPath, [compiler, '-p', here(project)], { stdio: 'inherit' });

rmSync(here('dist'), { recursive: true, force: true });
compile('tsconfig.json');
compile('tsconfig.cjs.json');
mkdirSync(here('dist/cjs'), { recursive: true });
writeFileSync(here('dist/cjs/package.json'), '{ "type": "commonjs" }\n');
