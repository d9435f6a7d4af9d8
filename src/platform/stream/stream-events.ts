import { FieldError } from '../../common/errors/domain-error';

/** What an acknowledgement holds instead of its answer when the event was refused. */
export interface Refusal {
  error: {
    /** @example stream.too_many_events */
    code: string;
    /** @example Too many events; slow down. */
    detail: string;
    errors?: FieldError[];
  };
}

/** An acknowledgement callback of the client. */
export type Ack<T> = (answer: T | Refusal) => void;

export interface SessionTerms {
  /**
   * when the access token ends; renew before
   * @format date-time
   * @example 2026-01-30T20:15:00.000Z
   */
  expires_at: string;
}

export interface Renewal {
  /** @example eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.signature */
  token: string;
}

export interface SessionReady extends SessionTerms {
  /**
   * * the client was here before, watches again what it watched, and is now being sent what it missed; else it should
   * subscribe and fetch again
   * @example false
   */
  resumed: boolean;
}

/**
 * The typed socket events. Each feature adds its own by declaration merging in its `*.events.ts`,
 * so that one map describes the whole `/stream` namespace while no room knows another's payloads.
 */
export interface ServerEvents {
  /** first event of every connection, before the missed ones */
  'session:ready': (session: SessionReady) => void;
  /** the access token has ended; the connection is closed behind this event */
  'session:expired': () => void;
}

export interface ClientEvents {
  /**
   * a new access token of the same user, so that the connection lasts beyond the first; refused as `stream.other_user`, and
   * as `stream.other_token` where a personal access token did not open the connection itself
   */
  'session:renew': (payload: Renewal, ack: Ack<SessionTerms>) => void;
}
