import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { OptionalRedis } from '../../platform/redis/optional-redis';

/** Deletes a lock only while it is still ours. KEYS: locks. ARGV: token. */
const RELEASE = `for _, key in ipairs(KEYS) do if redis.call('GET', key) == ARGV[1] then redis.call('DEL', key) end end`;

/** One worker for a thing in the whole fleet, for a while. */
@Injectable()
export class FleetLocks {
  private readonly token = randomUUID();
  /** those that could not be released: Redis may have kept them, or may set them late, and nobody works under them */
  private readonly left = new Set<string>();

  constructor(private readonly redis: OptionalRedis) {
    redis.onReturn(() => void this.release([...this.left]));
  }

  /**
   * Tries to take locks.
   * @returns those taken; all of them while Redis is away, when every process is on its own
   */
  async take(names: string[], milliseconds: number): Promise<string[]> {
    if (names.length === 0) return [];
    const answers = await this.redis.ask((redis) => {
      const pipeline = redis.pipeline();
      for (const name of names) pipeline.set(this.key(name), this.token, 'PX', milliseconds, 'NX');
      return pipeline.exec();
    });
    if (!answers) return names;
    return names.filter((_, i) => answers[i]?.[0] || answers[i]?.[1] === 'OK');
  }

  /** Those of some locks that somebody holds, with the milliseconds that they hold for; none while Redis is away. */
  async held(names: string[]): Promise<Map<string, number>> {
    const held = new Map<string, number>();
    if (names.length === 0) return held;
    const answers = await this.redis.ask((redis) => {
      const pipeline = redis.pipeline();
      for (const name of names) pipeline.pttl(this.key(name));
      return pipeline.exec();
    });
    names.forEach((name, i) => {
      const left = Number(answers?.[i]?.[1]);
      if (left > 0) held.set(name, left);
    });
    return held;
  }

  /** Keeps locks that are taken for so long from now on. */
  async keep(names: string[], milliseconds: number): Promise<void> {
    await this.redis.ask((redis) => {
      const pipeline = redis.pipeline();
      for (const name of names) pipeline.pexpire(this.key(name), milliseconds);
      return pipeline.exec();
    });
  }

  async release(names: string[]): Promise<void> {
    if (names.length === 0) return;
    const released = await this.redis.ask((redis) =>
      redis.eval(RELEASE, names.length, ...names.map((name) => this.key(name)), this.token),
    );
    for (const name of names) {
      if (released === undefined) this.left.add(name);
      else this.left.delete(name);
    }
  }

  private key(name: string): string {
    return this.redis.key('lock', name);
  }
}
