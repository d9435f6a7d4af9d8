import { Injectable } from '@nestjs/common';
import { sessionRoom } from '../platform/stream/rooms';
import { StreamServer } from '../platform/stream/stream-server';
import { SessionStandings } from './session-standings';

/** Carries the end of sessions to every instance and its sockets. */
@Injectable()
export class Revocations {
  constructor(
    private readonly standings: SessionStandings,
    private readonly stream: StreamServer,
  ) {}

  announce(sessionIds: string[]): Promise<void> {
    for (const sessionId of sessionIds) this.standings.forget(sessionId);
    if (sessionIds.length > 0) {
      this.stream.namespace.in(sessionIds.map(sessionRoom)).disconnectSockets(true);
    }
    return Promise.resolve();
  }
}
