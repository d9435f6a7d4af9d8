// Makes a fresh checkout runnable: npm packages from the lockfile, and the few Debian packages that are missing.
// Plain Node without dependencies, because nothing is installed when it starts.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const STAMP = 'node_modules/.installed-lockfile';

export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error) throw error;
  return status ?? 1;
}

export function mustRun(command, args, options) {
  const status = run(command, args, options);
  if (status !== 0) {
    console.error(`\n${command} ${args.join(' ')} ended with code ${status}`);
    process.exit(status);
  }
}

export function installPackages() {
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
  console.log('Installing npm packages from the lockfile …');
  mustRun('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    env: { ...process.env, SCARF_ANALYTICS: 'false' },
  });
  writeFileSync(STAMP, lock);
}

const isOnPath = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/**
 * Installs a Debian package when its program is missing and we may.
 * @param program what must be on the PATH afterwards
 * @param waysOut what to tell people on a machine where we may not
 */
export function needProgram(program, debianPackage, waysOut) {
  if (isOnPath(program)) return;
  if (process.getuid?.() === 0 && isOnPath('apt-get')) {
    console.log(`Installing ${debianPackage} from Debian …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const quiet = { env, stdio: ['ignore', 'ignore', 'inherit'] };
    run('apt-get', ['update', '-qq'], quiet);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', debianPackage], quiet);
    if (isOnPath(program)) return;
  }
  console.error(`\n${program} is missing.\n${waysOut}`);
  process.exit(1);
}

export function needRedis() {
  if (process.env.REDIS_URL) return;
  needProgram(
    'redis-server',
    'redis-server',
    `Two ways out:
  1. install it: apt-get install redis-server (Debian, Ubuntu), brew install redis (macOS)
  2. set REDIS_URL to a Redis that runs already`,
  );
}
