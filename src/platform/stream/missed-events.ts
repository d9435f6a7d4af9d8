import { withDeadline } from '../../common/deadline';
import { RedisClient } from '../redis/redis-client';

/** An event and its arguments, the last of them its place in the stream. */
export type MissedEvent = [event: string, ...args: unknown[]];

interface Broadcast {
  packet: { type: number; data: MissedEvent };
  opts: { rooms: string[]; except: string[]; flags?: { volatile?: boolean } };
}

const BROADCAST = '3';
const EVENT = 2;
const PAGE = 1_000;
const PAGES = 20;
const DEADLINE = 2_000;
const ENTRY_ID = /^\d{1,15}-\d{1,10}$/;

interface Question {
  stream: string;
  namespace: string;
  /** the last entry the client knows */
  after: string;
  rooms: Set<string>;
  /** what the client was too late for; the rest reaches it as it reaches everybody */
  handedOut: (id: string) => boolean;
}

/**
 * Reads the adapter's stream again for a client that was away.
 * @returns what was handed out to any of the rooms since `after`; undefined when that can no longer be told without a gap
 */
export async function missedEvents(
  redis: RedisClient,
  { stream, namespace, after, rooms, handedOut }: Question,
): Promise<MissedEvent[] | undefined> {
  if (!ENTRY_ID.test(after)) return undefined;
  const known = await withDeadline(redis.xrange(stream, after, after), DEADLINE, 'finding the place');
  if (known.length === 0) return undefined;
  const missed: MissedEvent[] = [];
  let from = after;
  for (let page = 0; page < PAGES; page += 1) {
    const entries = await withDeadline(
      redis.xrange(stream, `(${from}`, '+', 'COUNT', PAGE),
      DEADLINE,
      'reading missed events',
    );
    for (const [id, fields] of entries) {
      const event = eventFor(fields, namespace, rooms);
      if (event && handedOut(id)) missed.push([...event, id]);
      from = id;
    }
    if (entries.length < PAGE) return missed;
  }
  return undefined;
}

function eventFor(fields: string[], namespace: string, rooms: Set<string>): MissedEvent | undefined {
  const field = (name: string) => fields[fields.indexOf(name) + 1];
  if (field('nsp') !== namespace || field('type') !== BROADCAST) return undefined;
  const { packet, opts } = JSON.parse(field('data') ?? '{}') as Broadcast;
  if (packet.type !== EVENT || opts.flags?.volatile) return undefined;
  const meant = opts.rooms.length === 0 || opts.rooms.some((room) => rooms.has(room));
  return meant && !opts.except.some((room) => rooms.has(room)) ? packet.data : undefined;
}
