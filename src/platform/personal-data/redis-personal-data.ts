import { Injectable } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { Environment } from '../../config/environment';
import { QueueCatalogue } from '../queues/queue-catalogue';
import { prefixOf } from '../queues/queue-prefix';
import { RedisConnections } from '../redis/redis-connections';
import { NamedAccount, PersonalData, PersonalDataRooms } from './personal-data';

const AT_ONCE = 500;
const STATES = ['completed', 'failed', 'delayed', 'waiting', 'prioritized'] as const;

/** Jobs, events and keys in Redis that name an account or what it had. Most would end by themselves within hours. */
@Injectable()
export class RedisPersonalData implements PersonalData {
  readonly collections = [];

  constructor(
    private readonly catalogue: QueueCatalogue,
    private readonly redis: RedisConnections,
    private readonly environment: Environment,
    rooms: PersonalDataRooms,
  ) {
    rooms.add(this);
  }

  async erase({ userId, email, phone, ids }: NamedAccount): Promise<void> {
    const names = [userId, email, ...(phone === null ? [] : [phone]), ...ids];
    const isNaming = (text: string) => names.some((name) => text.includes(name));
    for (const queue of this.catalogue.queues) {
      await this.removeJobs(queue, isNaming);
      await this.removeEntries(queue.toKey('events'), isNaming);
    }
    await this.removeEntries(this.redis.key('stream'), isNaming);
    await this.removeKeys(isNaming);
  }

  /** A job that runs is left: its worker finds nothing to do. */
  private async removeJobs(queue: Queue, isNaming: (text: string) => boolean): Promise<void> {
    const naming: Job[] = [];
    for (let first = 0; ; first += AT_ONCE) {
      const jobs = await queue.getJobs([...STATES], first, first + AT_ONCE - 1);
      naming.push(...jobs.filter((job) => isNaming(`${job?.id} ${JSON.stringify(job?.data)}`)));
      if (jobs.length === 0) break;
    }
    for (const job of naming) await job.remove().catch(() => undefined);
  }

  private async removeEntries(stream: string, isNaming: (text: string) => boolean): Promise<void> {
    let from = '-';
    for (;;) {
      const entries = await this.redis.commands.xrange(stream, from, '+', 'COUNT', AT_ONCE);
      const naming = entries.filter(([, fields]) => isNaming(fields.join(' '))).map(([id]) => id);
      if (naming.length > 0) await this.redis.commands.xdel(stream, ...naming);
      const last = entries.at(-1)?.[0];
      if (last === undefined) return;
      from = `(${last}`;
    }
  }

  /** Counters, caches and the like; jobs were removed by their queues. */
  private async removeKeys(isNaming: (text: string) => boolean): Promise<void> {
    const jobs = prefixOf(this.environment);
    for (const server of this.redis.servers) {
      const match = `{${this.environment.namespace}:*`;
      for await (const found of server.scanStream({ match, count: AT_ONCE }) as AsyncIterable<string[]>) {
        const naming = found.filter((key) => !key.startsWith(jobs) && isNaming(key));
        for (const key of naming) await server.unlink(key);
      }
    }
  }
}
