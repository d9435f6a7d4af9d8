// npm run style:check: the naming rules of CONTRIBUTING.md that a machine can hold.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const SUFFIX_OF_FILE = [
  [/\/dto\/.*\.dto\.ts$/, /Dto$/],
  [/\.schema\.ts$/, /Record$/],
  [/\.service\.ts$/, /Service$/],
  [/\.repository\.ts$/, /Repository$/],
  [/\.controller\.ts$/, /Controller$/],
  [/\.gateway\.ts$/, /Gateway$/],
  [/\.processor\.ts$/, /Processor$/],
  [/\.module\.ts$/, /Module$/],
  [/\.guard\.ts$/, /Guard$/],
  [/\.interceptor\.ts$/, /Interceptor$/],
];
const CLASS = /^export (?:abstract )?class (\w+)/gm;
const EXPORTED_TYPE = /^export (?:abstract )?(?:class|interface|type|enum) (\w+)/gm;
/** A constant that is a time by its name but tells no unit. */
const BARE_DURATION =
  /^(?:export )?const ((?:\w+_)?(?:DEADLINE|TIMEOUT|PAUSE|DELAY|INTERVAL|EVERY|AFTER|PATIENCE|LIFETIME|TTL|LOCK|RENEW|SETTLE|SETTLING|GATHERING|JITTER_TIME|MILLISECONDS))\b/gm;

const GROUND = ['analytics', 'api-docs', 'cli', 'common', 'config', 'embedded', 'health', 'platform'];
const features = readdirSync('src', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !GROUND.includes(entry.name))
  .map(({ name }) => name);
/** A text of the platform that begins as a route or queue of a feature does. */
const NAME_OF_FEATURE = new RegExp(`['"\`/](${features.join('|')})\\b`);

const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', 'src/*.ts'], {
  encoding: 'utf8',
});
const sources = listed.split('\n').filter((file) => file && !file.endsWith('.spec.ts') && existsSync(file));
const faults = [];
const filesOfType = new Map();

for (const file of sources) {
  const text = readFileSync(file, 'utf8');
  for (const [pattern, suffix] of SUFFIX_OF_FILE) {
    if (!pattern.test(file)) continue;
    for (const [, name] of text.matchAll(CLASS))
      if (!suffix.test(name))
        faults.push(`${file}: class ${name} should end in ${suffix.source.slice(0, -1)}`);
  }
  for (const [, name] of text.matchAll(BARE_DURATION))
    faults.push(`${file}: ${name} needs its unit, such as ${name}_MS`);
  for (const [, name] of text.matchAll(EXPORTED_TYPE))
    filesOfType.set(name, [...(filesOfType.get(name) ?? []), file]);
  if (file.startsWith('src/platform/') && NAME_OF_FEATURE.test(text.replace(/^import .*$/gm, '')))
    faults.push(`${file} knows a route or queue of a feature`);
  if (/\/index\.ts$/.test(file)) faults.push(`${file}: no barrel files`);
}
for (const [name, files] of filesOfType)
  if (files.length > 1) faults.push(`${name} is exported by ${files.join(' and ')}`);

for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
