import { readFile } from 'node:fs/promises';
import { interleave, timed, verdict } from '../measure.mjs';
import { startBaseline, startTickfolio } from '../processes.mjs';

/** Resident megabytes of a process. */
async function resident(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)[1]) / 1_024;
}

/** Cold start to ready and memory at rest, against a bare Nest application that loads the same packages. */
export async function idle(stores) {
  const started = async (start) => {
    let server;
    const time = await timed(async () => (server = await start()));
    const memory = await resident(server.pid);
    await server.stop();
    return { time, memory };
  };
  const { time, memory } = await interleave(
    () => started(() => startTickfolio(stores.variables({ ROLE: 'all' }))),
    () => started(() => startBaseline('nest.cjs')),
  );
  return [
    verdict('cold start to ready', time, 'ms', { atMost: 1.5 }),
    verdict('resident memory at rest', memory, 'MB', { atMost: 1.5 }),
  ];
}
