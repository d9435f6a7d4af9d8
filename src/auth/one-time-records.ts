import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { withDeadline } from '../common/deadline';
import { storeUnavailable } from '../common/errors/http.errors';
import { RedisConnections } from '../platform/redis/redis-connections';

const DEADLINE_MS = 2_000;
const ID_BYTES = 16;

/** What is remembered between two steps of a sign-in: a short life and one reader, shared by the fleet through Redis. */
@Injectable()
export class OneTimeRecords {
  constructor(private readonly redis: RedisConnections) {}

  /**
   * @param kind such as `passkey-challenge`
   * @returns under which id it is taken again
   * @throws DomainError `http.unavailable` while Redis is away
   */
  async keep(kind: string, record: object, seconds: number): Promise<string> {
    const id = randomBytes(ID_BYTES).toString('base64url');
    const text = JSON.stringify(record);
    await this.ask(this.redis.commands.set(this.redis.key(kind, id), text, 'EX', seconds));
    return id;
  }

  /**
   * Takes a record away, so that of many that name it one gets it.
   * @returns null for one that is not there, or not any more
   * @throws DomainError `http.unavailable` while Redis is away
   */
  async take<Kept extends object>(kind: string, id: string): Promise<Kept | null> {
    const text = await this.ask(this.redis.commands.getdel(this.redis.key(kind, id)));
    return text === null ? null : (JSON.parse(text) as Kept);
  }

  private async ask<Answer>(question: Promise<Answer>): Promise<Answer> {
    return withDeadline(question, DEADLINE_MS, 'Redis').catch((error: unknown) => {
      throw storeUnavailable(error);
    });
  }
}
