import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../../..');
const APPS = join(__dirname, 'apps');
/** What the dashboard is built with. */
const REACT = {
  react: '19.1.1',
  'react-dom': '19.1.1',
  '@types/react': '19.1.12',
  '@types/react-dom': '19.1.9',
  '@tanstack/react-query': '5.90.2',
  'openapi-react-query': '0.5.4',
};
const run = promisify(execFile);

/** A project of its own that has the packed client installed, as a front-end team would. */
export interface PackedClient {
  tarball: string;
  directory: string;
  /** Runs a tool of this repository or `node` in the project; gives its standard output. */
  run(tool: string, parameters: string[], variables?: Record<string, string>): Promise<string>;
  remove(): Promise<void>;
}

/** Packs a copy of `client/`, which builds it, and installs the tarball beside copies of the apps under `apps/`. */
export async function packClient(): Promise<PackedClient> {
  await mkdir(join(ROOT, '.tmp'), { recursive: true });
  const directory = await mkdtemp(join(ROOT, '.tmp', 'packed-client-'));
  const source = await copiedClient();
  const packed = await run('npm', ['pack', '--json', '--pack-destination', directory], { cwd: source });
  await rm(source, { recursive: true });
  const tarball = join(directory, 'tickfolio-client-0.1.0.tgz');
  if (!packed.stdout.includes('tickfolio-client-0.1.0.tgz')) throw new Error(packed.stdout);
  await cp(APPS, directory, { recursive: true });
  const dependencies = { '@tickfolio/client': `file:${tarball}`, 'socket.io-client': '4.8.4', ...REACT };
  await writeFile(join(directory, 'package.json'), JSON.stringify({ private: true, dependencies }));
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock'], {
    cwd: directory,
  });
  return {
    tarball,
    directory,
    run: async (tool, parameters, variables = {}) => {
      const command = tool === 'node' ? process.execPath : join(ROOT, 'node_modules/.bin', tool);
      const { NODE_ENV: _test, ...environment } = process.env;
      const env = { ...environment, ...variables };
      const { stdout } = await run(command, parameters, { cwd: directory, env }).catch((error: unknown) => {
        const { stdout: output, stderr } = error as { stdout: string; stderr: string };
        throw new Error(`${tool} ${parameters.join(' ')}\n${output}\n${stderr}`);
      });
      return stdout;
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

/** Others build and use `client/dist` at the same time. */
async function copiedClient(): Promise<string> {
  const client = join(ROOT, 'client');
  const copy = await mkdtemp(join(ROOT, '.tmp', 'client-to-pack-'));
  const left = ['dist', 'node_modules'].map((name) => join(client, name));
  await cp(client, copy, { recursive: true, filter: (path) => !left.includes(path) });
  await symlink(join(client, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}
