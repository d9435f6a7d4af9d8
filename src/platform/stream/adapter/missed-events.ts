import { withDeadline } from '../../../common/deadline';
import { RedisClient } from '../../redis/redis-client';
import { isLater, StreamPosition } from './stream-position';

/** An event and its arguments, the last of them its place in the stream. */
export type MissedEvent = [event: string, ...args: unknown[]];

interface Broadcast {
  packet: { type: number; data: MissedEvent };
  opts: { rooms: string[]; except: string[]; flags?: { volatile?: boolean } };
}

const BROADCAST = '3';
const EVENT = 2;
const PAGE = 1_000;
const PAGES = 50;
const DEADLINE_MS = 2_000;
const ENTRY_ID = /^\d{1,15}-\d{1,10}$/;

interface Question {
  stream: string;
  namespace: string;
  /** the last entry the client knows */
  after: string;
  rooms: Set<string>;
  position: StreamPosition;
}

/**
 * Reads the adapter's stream again for a client that was away.
 * @param handOver is called once, with what was handed out to any of the rooms since `after`, and undefined when that can no
 *   longer be told without a gap. Nothing more is handed out by this process until it returns.
 */
export async function missedEvents(
  redis: RedisClient,
  { stream, namespace, after, rooms, position }: Question,
  handOver: (missed: MissedEvent[] | undefined) => void,
): Promise<void> {
  const missed: { id: string; event: MissedEvent }[] = [];
  let from = after;
  for (let page = 0; page < PAGES && position.id && ENTRY_ID.test(after); page += 1) {
    // The first page begins with the entry itself, if the stream still has it.
    const start = page === 0 ? from : `(${from}`;
    const reading = redis.xrange(stream, start, '+', 'COUNT', PAGE);
    const entries = await withDeadline(reading, DEADLINE_MS, 'reading missed events');
    if (page === 0 && entries.shift()?.[0] !== after) break;
    for (const [id, fields] of entries) {
      const event = eventFor(fields, namespace, rooms);
      if (event) missed.push({ id, event });
      from = id;
    }
    const handedOut = position.id;
    if (isLater(handedOut, from)) continue;
    const due = missed.filter(({ id }) => !isLater(id, handedOut));
    return handOver(due.map(({ id, event }) => [...event, id]));
  }
  handOver(undefined);
}

function eventFor(fields: string[], namespace: string, rooms: Set<string>): MissedEvent | undefined {
  const field = (name: string) => fields[fields.indexOf(name) + 1];
  if (field('nsp') !== namespace || field('type') !== BROADCAST) return undefined;
  const { packet, opts } = JSON.parse(field('data') ?? '{}') as Broadcast;
  if (packet.type !== EVENT || opts.flags?.volatile) return undefined;
  const meant = opts.rooms.length === 0 || opts.rooms.some((room) => rooms.has(room));
  return meant && !opts.except.some((room) => rooms.has(room)) ? packet.data : undefined;
}
