import mongoose from 'mongoose';
import { Variables } from '../../../src/config/load-environment';
import { testVariables } from './app';
import { Balancer, startBalancer } from './balancer';
import { observeProcess } from './observed-processes';
import { RunningProcess, startProcess } from './process';

/** Built processes that are one installation, behind a balancer. */
export interface Fleet {
  url: string;
  apis: RunningProcess[];
  workers: RunningProcess[];
  balancer: Balancer;
  /** starts one more, as a supervisor replaces what ended */
  startApi(): Promise<RunningProcess>;
  startWorker(): Promise<RunningProcess>;
  /** ends all and drops their database */
  close(): Promise<void>;
}

export async function startFleet(
  size: { apis: number; workers: number },
  given: Variables = {},
): Promise<Fleet> {
  const variables = testVariables(given);
  const apis: RunningProcess[] = [];
  const workers: RunningProcess[] = [];
  const startApi = async () => {
    const api = await startProcess({ ...variables, ROLE: 'api' });
    apis.push(api);
    return api;
  };
  const startWorker = async () => {
    const worker = await startProcess({ ...variables, ROLE: 'worker' });
    workers.push(worker);
    return worker;
  };
  const endAll = () => Promise.all([...apis, ...workers].map((one) => one.kill('SIGKILL')));
  // The first builds the indexes, which the others then find.
  await startWorker();
  const others = await Promise.allSettled([
    ...Array.from({ length: size.workers - 1 }, startWorker),
    ...Array.from({ length: size.apis }, startApi),
  ]);
  const failed = others.find(({ status }) => status === 'rejected');
  if (failed) {
    await endAll();
    throw (failed as PromiseRejectedResult).reason;
  }
  const balancer = await startBalancer(apis.map(({ url }) => url));
  observeProcess(balancer.url);
  return {
    url: balancer.url,
    apis,
    workers,
    balancer,
    startApi: async () => {
      const api = await startApi();
      balancer.add(api.url);
      return api;
    },
    startWorker,
    close: async () => {
      await balancer.close();
      await endAll();
      const polled = { serverMonitoringMode: 'poll' as const };
      const connection = await mongoose.createConnection(variables.MONGODB_URI ?? '', polled).asPromise();
      await connection.dropDatabase();
      await connection.close();
    },
  };
}
