// Usage: node deploy/check.mjs [smoke|e2e|upgrade|restore]. Builds the image, starts the composed stack with two APIs and two
// workers, checks it and takes it down; the last line counts. `smoke` is the default; `e2e` runs the integration and e2e
// suites inside the stack, `upgrade` replaces every instance under load,
// `restore` rehearses a backup. DOCKER may name another command than docker.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAX_IMAGE_BYTES = 280_000_000;
const HIDDEN = ['/metrics', '/metrics/', '/METRICS', '/%6detrics', '/docs', '/docs-json'];
const [wanted = 'smoke'] = process.argv.slice(2);
const [program, ...words] = (process.env.DOCKER ?? 'docker').split(' ');

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
const [http, https, mail] = [await freePort(), await freePort(), await freePort()];
const env = {
  ...process.env,
  COMPOSE_PROJECT_NAME: 'tickfolio-check',
  TICKFOLIO_VERSION: process.env.TICKFOLIO_VERSION ?? 'local',
  HTTP_PORT: `${http}`,
  HTTPS_PORT: `${https}`,
  MAILPIT_PORT: `${mail}`,
  API_REPLICAS: '2',
  WORKER_REPLICAS: '2',
};
const site = `https://localhost:${https}`;

let passed = 0;
let failed = 0;

function docker(args, options = {}) {
  return spawnSync(program, [...words, ...args], { env, encoding: 'utf8', maxBuffer: 1 << 26, ...options });
}
const compose = (...args) => docker(['compose', ...args], { stdio: ['ignore', 'inherit', 'inherit'] });

/** Runs one check and counts it; what depends on it is left out when it fails. */
async function check(what, run) {
  const started = Date.now();
  const problem = await Promise.resolve()
    .then(run)
    .then(
      () => undefined,
      (error) => error,
    );
  const seconds = ((Date.now() - started) / 1_000).toFixed(1);
  console.log(`${problem ? 'FAILED' : 'ok'}  ${what} (${seconds} s)${problem ? `: ${problem.message}` : ''}`);
  if (problem) failed += 1;
  else passed += 1;
  return !problem;
}

function mustEnd(result, code = 0) {
  if (result.error) throw result.error;
  if (result.status !== code)
    throw new Error(`ended with ${result.status ?? result.signal} ${result.stderr ?? ''}`);
  return result.stdout;
}

/** The bytes of all files of the image, whatever the engine's store counts or compresses. */
async function imageBytes() {
  const id = mustEnd(docker(['create', `tickfolio:${env.TICKFOLIO_VERSION}`]))
    .trim()
    .split('\n')
    .at(-1);
  const list = spawnSync(
    'sh',
    [
      '-c',
      `"$0" "$@" | tar -tvf - | awk '{ s += $3 } END { printf "%d", s }'`,
      program,
      ...words,
      'export',
      id,
    ],
    {
      env,
      encoding: 'utf8',
    },
  );
  docker(['rm', id]);
  return Number(mustEnd(list));
}

/** Asks for exactly this path: fetch would tidy it. */
async function status(path) {
  const answer = await new Promise((resolve, reject) => {
    get({ host: 'localhost', port: https, path, ca: readFileSync(authority) }, resolve).on('error', reject);
  });
  answer.resume();
  return answer.statusCode;
}

const authority = join(mkdtempSync(join(tmpdir(), 'tickfolio-check-')), 'root.crt');

async function trustAuthority() {
  const read = ['compose', 'exec', '-T', 'caddy', 'cat', '/data/caddy/pki/authorities/local/root.crt'];
  writeFileSync(authority, mustEnd(docker(read)));
}

const node = (script, ...args) =>
  spawnSync(process.execPath, [script, ...args], {
    stdio: 'inherit',
    env: { ...env, NODE_EXTRA_CA_CERTS: authority },
  });

async function smoke() {
  if (!(await check('the image is built', () => mustEnd(compose('build', 'api'))))) return;
  await check(`the image has less than ${MAX_IMAGE_BYTES / 1e6} MB`, async () => {
    const bytes = await imageBytes();
    console.log(`    ${(bytes / 1e6).toFixed(1)} MB`);
    if (!(bytes > 0 && bytes < MAX_IMAGE_BYTES)) throw new Error(`${bytes} bytes`);
  });
  await check('a start without settings ends with an error', () => {
    mustEnd(docker(['run', '--rm', '--read-only', `tickfolio:${env.TICKFOLIO_VERSION}`]), 1);
  });
  if (
    !(await check('two APIs and two workers become healthy', () => mustEnd(compose('up', '-d', '--wait'))))
  ) {
    compose('logs', '--no-color', '--tail', '50');
    return;
  }
  await check("the proxy's authority is read", trustAuthority);
  await check('a new user walks the main job through the proxy', () => {
    mustEnd(node('scripts/smoke.mjs', site));
  });
  await check('metrics and documentation are not public', async () => {
    const seen = await Promise.all(HIDDEN.map(async (path) => [path, await status(path)]));
    const open = seen.filter(([, code]) => code !== 404);
    if (open.length > 0) throw new Error(JSON.stringify(open));
  });
  await check('the stores refuse who has no password', () => {
    const [redis, mongo] = [
      docker(['compose', 'exec', '-T', 'redis', 'redis-cli', 'dbsize']),
      docker([
        'compose',
        'exec',
        '-T',
        'mongo',
        'mongosh',
        '--quiet',
        '--eval',
        'db.getSiblingDB("tickfolio").users.countDocuments()',
      ]),
    ];
    if (!redis.stdout.includes('NOAUTH')) throw new Error(`Redis: ${redis.stdout}`);
    if (mongo.status === 0) throw new Error(`MongoDB: ${mongo.stdout}`);
  });
  if (wanted === 'upgrade') await upgrade();
  if (wanted === 'restore') await restore();
}

/** Replaces every instance while a client asks; no request may fail, and no socket may be silent for long. */
async function upgrade() {
  await check('an upgrade loses no request and no socket for 2 s', async () => {
    const load = spawn(process.execPath, ['deploy/upgrade-load.mjs', site], {
      stdio: ['pipe', 'inherit', 'inherit'],
      env: { ...env, NODE_EXTRA_CA_CERTS: authority },
    });
    const ended = new Promise((resolve) => load.once('exit', resolve));
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const result = spawnSync('sh', ['deploy/upgrade.sh'], { env, stdio: 'inherit' });
    load.stdin.end();
    const code = await ended;
    mustEnd(result);
    if (code !== 0) throw new Error('see above');
  });
}

/** What was answered with 2xx before a backup is there after it was restored to an empty machine. */
async function restore() {
  const folder = mkdtempSync(join(tmpdir(), 'tickfolio-backup-'));
  const [known, backup] = [join(folder, 'known.json'), join(folder, 'backup.tar.gz')];
  const run = (script) => mustEnd(spawnSync('sh', [script, backup], { env, stdio: 'inherit' }));
  await check('a backup is written', () => {
    mustEnd(node('deploy/restore-walk.mjs', site, known));
    run('deploy/backup.sh');
  });
  await check('an installation whose volumes are lost is restored', () => {
    run('deploy/restore.sh');
    mustEnd(node('deploy/restore-walk.mjs', site, known));
  });
}

async function e2e() {
  const files = ['-f', 'docker-compose.yml', '-f', 'deploy/compose/e2e.yml'];
  if (!(await check('the images are built', () => mustEnd(compose(...files, 'build', 'api', 'e2e'))))) return;
  await check('integration and e2e pass inside the stack', () =>
    mustEnd(compose(...files, 'run', '--rm', 'e2e')),
  );
}

try {
  await (wanted === 'e2e' ? e2e() : smoke());
} finally {
  const files = wanted === 'e2e' ? ['-f', 'docker-compose.yml', '-f', 'deploy/compose/e2e.yml'] : [];
  docker(['compose', ...files, 'down', '-v', '--remove-orphans']);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
