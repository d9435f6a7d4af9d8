// npm run verify: installs, then every check and test; the last line counts them.
import { readFileSync } from 'node:fs';
import { installPackages, mustRun, needProgram, needRedis, run } from './prepare.mjs';

installPackages();
needRedis();
needProgram('chromium', 'chromium', 'The tests open pages in it: apt-get install chromium (Debian).');
mustRun('npm', ['run', '--silent', 'build']);

const CHECKS = [
  'format:check',
  'style:check',
  'lint',
  'types',
  'boundaries',
  'docs:check',
  'manifests:check',
  'client:check',
  'client:generators',
  'openapi:lint',
];
const RESULTS = 'node_modules/.cache/jest-results.json';

let passed = 0;
let failed = 0;
const count = (good) => (good ? passed++ : failed++);

for (const check of CHECKS) {
  console.log(`\n— ${check}`);
  count(run('npm', ['run', '--silent', check]) === 0);
}

console.log('\n— tests: unit, integration, e2e, contract');
const status = run('npx', ['jest', '--json', `--outputFile=${RESULTS}`]);
const results = JSON.parse(readFileSync(RESULTS, 'utf8'));
passed += results.numPassedTests;
failed += results.numFailedTests + results.numRuntimeErrorTestSuites;
if (status !== 0 && failed === 0) failed = 1;

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
