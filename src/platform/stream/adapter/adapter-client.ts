import { setTimeout as pause } from 'node:timers/promises';
import { Cluster } from 'ioredis';
import { withDeadline } from '../../../common/deadline';
import { RedisClient } from '../../redis/redis-client';
import { OwnBroadcasts } from './own-broadcasts';
import { StreamPosition } from './stream-position';

type Command = (...parts: (string | number | Buffer)[]) => Promise<unknown>;
type Entry = [id: string, fields: string[]];

const WRITE_DEADLINE_MS = 2_000;
const WAITING_WRITES = 5_000;
const AFTER_A_FAILED_READ = 250;

/**
 * A Redis client as the streams adapter needs it. The adapter takes for granted that Redis answers; here
 * - a write has a deadline, so that an emit still reaches this instance's own sockets while Redis is away, and the writes
 *   that wait for Redis are bounded; a broadcast counts as written when it was read again;
 * - nothing it leaves unawaited can end the process;
 * - reading starts at a known entry, before anything is written, since `$` on every empty poll would pass over what arrives
 *   between two polls;
 * - a failed read is not repeated at once for ever, which would leave no room for anything else.
 */
export class AdapterClient {
  private readonly own = new OwnBroadcasts();
  private waiting = 0;
  private start: Promise<string> | undefined;

  constructor(
    private readonly stream: string,
    private readonly position: StreamPosition,
  ) {}

  /** The client to hand to the adapter: the same one, but for the commands above. */
  wrap(client: RedisClient): RedisClient {
    const own: Record<string, unknown> = {
      xadd: (entry: (string | number)[]) => this.write(client, entry),
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

  private async write(client: RedisClient, entry: (string | number)[]): Promise<string> {
    if (this.waiting >= WAITING_WRITES) throw new Error('too many writes wait for Redis');
    this.waiting += 1;
    const broadcast = this.own.expect(entry);
    const writing = this.begin(client)
      .then(() => (client.xadd as unknown as Command).apply(client, broadcast?.entry ?? entry))
      .finally(() => (this.waiting -= 1));
    const handedOn = Promise.all([writing, broadcast?.read]);
    try {
      const [id] = await withDeadline(handedOn, WRITE_DEADLINE_MS, 'writing to the stream');
      return String(id);
    } catch (error) {
      broadcast?.giveUp();
      throw error;
    }
  }

  private async read(client: RedisClient, parts: string[]): Promise<unknown> {
    try {
      const asked = parts.at(-1) ?? '$';
      const from = asked === '$' ? await this.begin(client) : asked;
      // Whoever asks for what comes after it has handed out all up to here.
      this.position.reached(from);
      const answer = await (client.xread as unknown as Command).apply(client, [...parts.slice(0, -1), from]);
      return (
        (answer as [string, Entry[]][] | null)?.map(([stream, entries]) => [
          stream,
          entries.map(([id, fields]) => [id, this.own.read(fields)]),
        ]) ?? null
      );
    } catch (error) {
      if (client.status === 'end') return new Promise(() => undefined);
      await pause(AFTER_A_FAILED_READ, undefined, { ref: false });
      throw error;
    }
  }

  /** The entry after which reading begins; what was written before is nobody's here. */
  private begin(client: RedisClient): Promise<string> {
    this.start ??= this.newestEntry(client).catch((error: unknown) => {
      this.start = undefined;
      throw error;
    });
    return this.start;
  }

  /** An empty stream gets a first entry, so that every client has a place to resume from. */
  private async newestEntry(client: RedisClient): Promise<string> {
    const [newest] = await client.xrevrange(this.stream, '+', '-', 'COUNT', 1);
    return newest?.[0] ?? (await client.xadd(this.stream, '*', 'opened', '1')) ?? '0-0';
  }
}

/** The adapter does not wait for these; their failure is the outage that the client itself reports. */
function quiet(command: Command): Command {
  return (...parts) => command(...parts).catch(() => undefined);
}
