// npm run quickstart: from a fresh checkout to a running Tickfolio with demo data.
// npm run quickstart -- --once: the same, then drives the main job end to end as a client and exits.
import { parseArgs } from 'node:util';
import { installPackages, mustRun, needRedis } from './prepare.mjs';
import { freePort, startServer } from './server.mjs';

// Refused before anything is installed anew.
const { once = false } = parseArgs({ options: { once: { type: 'boolean' } } }).values;

installPackages();
needRedis();
mustRun('npm', ['run', '--silent', 'build']);

const port = process.env.PORT ?? (await freePort(once ? 0 : 3000));
const server = startServer(port, ['ignore', once ? 'ignore' : 'inherit', 'inherit']);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 1));

if (once) {
  const { walkThrough } = await import('./quickstart-client.mjs');
  let exitCode = 0;
  try {
    await walkThrough(`http://127.0.0.1:${port}`);
  } catch (error) {
    console.error(error);
    exitCode = 1;
  }
  server.removeAllListeners('exit');
  server.on('exit', () => process.exit(exitCode));
  server.kill('SIGTERM');
}
