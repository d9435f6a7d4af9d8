// npm run verify: installs, then every check and test; the last line counts them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { installPackages, mustRun, needProgram, needRedis, run } from './prepare.mjs';

installPackages();
needRedis();
needProgram('chromium', 'chromium', 'The tests open pages in it: apt-get install chromium (Debian).');
mustRun('npm', ['run', '--silent', 'build']);

/** The longest first, since each takes one core. */
const CHECKS = [
  'lint',
  'types',
  'format:check',
  'openapi:lint',
  'client:check',
  'client:generators',
  'boundaries',
  'manifests:check',
  'style:check',
  'docs:check',
];
const AT_ONCE = 2;
const RESULTS = 'node_modules/.cache/jest-results.json';

let passed = 0;
let failed = 0;
const count = (good) => (good ? passed++ : failed++);

/** Runs a check and shows at its end what it said, so that no other check's words come between. */
async function check(name) {
  const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const output of [child.stdout, child.stderr])
    output.setEncoding('utf8').on('data', (part) => (said += part));
  const [code] = await once(child, 'close');
  console.log(`\n— ${name}\n${said}`.trimEnd());
  count(code === 0);
}

const waiting = [...CHECKS];
async function checkOnAndOn() {
  for (let name = waiting.shift(); name; name = waiting.shift()) await check(name);
}
await Promise.all(Array.from({ length: AT_ONCE }, checkOnAndOn));

console.log('\n— tests: unit, integration, e2e, contract');
const status = run('npx', ['jest', '--json', `--outputFile=${RESULTS}`]);
const results = JSON.parse(readFileSync(RESULTS, 'utf8'));
passed += results.numPassedTests;
failed += results.numFailedTests + results.numRuntimeErrorTestSuites;
if (status !== 0 && failed === 0) failed = 1;

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
