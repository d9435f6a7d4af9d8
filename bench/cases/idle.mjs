import { interleave, timed, verdict } from '../measure.mjs';
import { residentMb, startBaseline, startTickfolio } from '../processes.mjs';

/** Cold start to ready and memory at rest, against a bare Nest application that loads the same packages. */
export async function idle(stores) {
  const started = async (start) => {
    let server;
    const time = await timed(async () => (server = await start()));
    const memory = residentMb(server.pid);
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
