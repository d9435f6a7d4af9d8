// Starts the built application on a free port with the embedded stand-ins, for scripts that need it for a moment.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** The wanted port where it is free, else any. */
export function freePort(wanted = 0) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (wanted === 0 ? reject(error) : resolve(freePort())));
    probe.listen(wanted, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export function startServer(port, stdio) {
  return spawn(process.execPath, ['dist/main.js'], {
    stdio,
    env: { LOG_LEVEL: 'warn', ...process.env, PORT: String(port) },
  });
}

/** Resolves when the server answers that it is ready; rejects after a minute. */
export async function untilReady(url) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const ready = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (ready?.ok) return;
    await pause(20);
  }
  throw new Error('the server did not become ready within a minute');
}
