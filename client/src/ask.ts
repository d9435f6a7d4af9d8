import type { TickfolioStream } from './stream.js';
import type { ClientEvents, Refusal } from './stream-events.js';

type Payload<Event extends keyof ClientEvents> = Parameters<ClientEvents[Event]>[0];
type Acknowledgement<Event extends keyof ClientEvents> =
  Parameters<ClientEvents[Event]> extends [unknown, (answer: infer Answer) => void] ? Answer : never;

/** An event was not acknowledged in time; whether it arrived is not known. */
export class OverdueError extends Error {
  override name = 'OverdueError';
}

const DEADLINE_MS = 10_000;

/**
 * Sends an event and gives its acknowledgement, an answer or a refusal.
 * @throws {OverdueError} when it does not come in time, as when the connection breaks meanwhile
 */
export async function ask<Event extends keyof ClientEvents>(
  stream: Pick<TickfolioStream, 'emitWithAck'>,
  event: Event,
  payload: Payload<Event>,
  deadlineMs = DEADLINE_MS,
): Promise<Acknowledgement<Event>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new OverdueError(`${event} was not acknowledged`)), deadlineMs);
  });
  const emit = stream.emitWithAck.bind(stream) as (name: string, given: unknown) => Promise<unknown>;
  try {
    return (await Promise.race([emit(event, payload), overdue])) as Acknowledgement<Event>;
  } finally {
    clearTimeout(timer);
  }
}

/** Whether an acknowledgement says that the event was refused. */
export function isRefusal(answer: object): answer is Refusal {
  return 'error' in answer;
}
