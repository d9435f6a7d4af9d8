import { setTimeout as pause } from 'node:timers/promises';
import { Cluster } from 'ioredis';
import { withDeadline } from '../../common/deadline';
import { RedisClient } from '../redis/redis-client';
import { StreamPosition } from './stream-position';

type Command = (...parts: (string | number | Buffer)[]) => Promise<unknown>;

const WRITE_DEADLINE = 2_000;
const WAITING_WRITES = 5_000;
const AFTER_A_FAILED_READ = 250;

/**
 * A Redis client as the streams adapter needs it. The adapter takes for granted that Redis answers; here
 * - a write has a deadline, so that an emit still reaches this instance's own sockets while Redis is away, and the writes
 *   that wait for Redis are bounded;
 * - nothing it leaves unawaited can end the process;
 * - reading starts at a known entry, since `$` on every empty poll would pass over what arrives between two polls;
 * - a failed read is not repeated at once for ever, which would leave no room for anything else.
 */
export class AdapterClient {
  private waiting = 0;
  private start: string | undefined;

  constructor(
    private readonly stream: string,
    private readonly position: StreamPosition,
  ) {}

  /** The client to hand to the adapter: the same one, but for the commands above. */
  wrap(client: RedisClient): RedisClient {
    const own: Record<string, unknown> = {
      xadd: (...parts: string[]) => this.write(client, parts),
      xread: (...parts: string[]) => this.read(client, parts),
      publish: quiet(client.publish.bind(client) as unknown as Command),
      subscribe: quiet(client.subscribe.bind(client) as unknown as Command),
      duplicate: () => this.wrap(client instanceof Cluster ? client.duplicate() : client.duplicate()),
    };
    return new Proxy(client, {
      get: (target, name) => {
        if (typeof name === 'string' && Object.hasOwn(own, name)) return own[name];
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' && name !== 'constructor'
          ? (value.bind(target) as unknown)
          : value;
      },
    });
  }

  private async write(client: RedisClient, parts: string[]): Promise<string> {
    if (this.waiting >= WAITING_WRITES) throw new Error('too many writes wait for Redis');
    this.waiting += 1;
    const writing = (client.xadd as unknown as Command)
      .apply(client, parts)
      .finally(() => (this.waiting -= 1));
    const id = String(await withDeadline(writing, WRITE_DEADLINE, 'writing to the stream'));
    this.position.wrote(id);
    return id;
  }

  private async read(client: RedisClient, parts: string[]): Promise<unknown> {
    try {
      const asked = parts.at(-1) ?? '$';
      const from = asked === '$' ? (this.start ??= await this.newestEntry(client)) : asked;
      const answer = await (client.xread as unknown as Command).apply(client, [...parts.slice(0, -1), from]);
      const [[, entries = []] = []] = (answer ?? []) as [string, [string][]][];
      const last = entries.at(-1);
      if (last) this.position.read(last[0]);
      return answer;
    } catch (error) {
      if (client.status === 'end') return new Promise(() => undefined);
      await pause(AFTER_A_FAILED_READ, undefined, { ref: false });
      throw error;
    }
  }

  /** An empty stream gets a first entry, so that every client has a place to resume from. */
  private async newestEntry(client: RedisClient): Promise<string> {
    const [newest] = await client.xrevrange(this.stream, '+', '-', 'COUNT', 1);
    const id = newest?.[0] ?? (await client.xadd(this.stream, '*', 'opened', '1')) ?? '0-0';
    this.position.read(id);
    return id;
  }
}

/** The adapter does not wait for these; their failure is the outage that the client itself reports. */
function quiet(command: Command): Command {
  return (...parts) => command(...parts).catch(() => undefined);
}
