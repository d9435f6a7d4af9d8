import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const SRC = join(__dirname, '..');
const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /(?<!\.spec)\.ts$/.test(file),
);
const textOf = (file: string) => readFileSync(file, 'utf8');

/** The files that a file imports, and theirs, itself first. */
function reachable(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path = ''] of textOf(file).matchAll(/from '(\.[^']+)'/g)) {
    const imported = `${join(dirname(file), path)}.ts`;
    if (existsSync(imported)) reachable(imported, seen);
  }
  return seen;
}

/** The errors that a controller documents by itself, by the names of their factories. */
function documented(controller: string): string[] {
  const lists = [...textOf(controller).matchAll(/@ApiProblems\(([^)]*)\)/g)];
  return [...new Set(lists.flatMap(([, list = '']) => list.split(',').map((name) => name.trim())))].filter(
    (name) => /^\w/.test(name),
  );
}

/** What reading a JSON body fails with, in a table. */
const ofBodies = textOf(join(SRC, 'common/errors/to-domain-error.ts'));
const controllers = sources.filter((file) => file.endsWith('.controller.ts')).map((file) => join(SRC, file));

describe('the errors that controllers document', () => {
  it('are those of every controller', () => {
    expect(controllers.length).toBeGreaterThan(5);
  });

  it.each(controllers.map((file) => [file.slice(SRC.length + 1), file]))(
    '%s: each can be thrown by what it uses',
    (_name, controller) => {
      const code = [...reachable(controller)].map(textOf).join('\n');
      const readsBodies = /\breadJsonBody\(/.test(textOf(controller));
      const never = documented(controller).filter(
        (factory) =>
          !new RegExp(`\\b${factory}\\(`).test(code) && !(readsBodies && ofBodies.includes(`': ${factory},`)),
      );
      expect(never).toEqual([]);
    },
  );
});

describe('errors', () => {
  it('are made by factories, so that documents and code name the same ones', () => {
    const strays = sources.filter((file) =>
      /(throw|reject\(|next\()\s*new DomainError\(/.test(textOf(join(SRC, file))),
    );
    expect(strays).toEqual([]);
  });
});
