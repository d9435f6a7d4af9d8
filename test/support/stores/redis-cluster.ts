import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eventually } from '../waiting/eventually';
import { freePort } from '../outside/free-port';
import { RedisServer } from './redis-server';

const run = promisify(execFile);
const MASTERS = 3;

/** A Redis Cluster of three masters and a replica of each, on this machine. */
export class RedisCluster {
  private constructor(private readonly servers: RedisServer[]) {}

  static async start(): Promise<RedisCluster> {
    const cluster = new RedisCluster([]);
    for (let i = 0; i < 2 * MASTERS; i += 1) cluster.servers.push(await startNode());
    const addresses = cluster.servers.map(({ port }) => `127.0.0.1:${port}`);
    await run('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-replicas', '1', '--cluster-yes']);
    // Until then no replica may take its master's place.
    await eventually(async () => {
      const copied = await Promise.all(cluster.servers.map(({ port }) => ask(port, 'INFO', 'replication')));
      return copied.filter((state) => state.includes('master_link_status:up')).length === MASTERS;
    });
    return cluster;
  }

  /** Names two of its nodes; clients find the others. */
  get url(): string {
    const [first, , third] = this.servers.map(({ port }) => `127.0.0.1:${port}`);
    return `redis+cluster://${first},${third}`;
  }

  /** Ends the master that keeps this key, as in a power cut. */
  async stopMasterOf(key: string): Promise<void> {
    const slot = Number(await this.askAny('CLUSTER', 'KEYSLOT', key));
    const master = (await this.nodes()).find(
      ({ flags, slots }) =>
        flags.includes('master') && slots.some(([from = 0, to = from]) => from <= slot && slot <= to),
    );
    await this.servers.find(({ port }) => port === master?.port)?.stop();
  }

  async remove(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.remove()));
  }

  private async nodes(): Promise<{ port: number; flags: string[]; slots: number[][] }[]> {
    const lines = (await this.askAny('CLUSTER', 'NODES')).trim().split('\n');
    return lines.map((line) => {
      const [, address = '', flags = '', , , , , , ...slots] = line.split(' ');
      return {
        port: Number(/:(\d+)/.exec(address)?.[1]),
        flags: flags.split(','),
        slots: slots.map((range) => range.split('-').map(Number)),
      };
    });
  }

  private askAny(...command: string[]): Promise<string> {
    return ask(this.servers[0]?.port ?? 0, ...command);
  }
}

async function ask(port: number, ...command: string[]): Promise<string> {
  return (await run('redis-cli', ['-p', `${port}`, ...command])).stdout;
}

async function startNode(): Promise<RedisServer> {
  return new RedisServer({
    'cluster-enabled': 'yes',
    'cluster-port': `${await freePort()}`,
    'cluster-node-timeout': '1000',
    'repl-diskless-sync-delay': '0',
  }).start();
}
