import { FieldError } from '../../common/errors/domain-error';

/** What an acknowledgement holds instead of its answer when the event was refused. */
export interface Refusal {
  error: { code: string; detail: string; errors?: FieldError[] };
}

/** An acknowledgement callback of the client. */
export type Ack<T> = (answer: T | Refusal) => void;

export interface SessionTerms {
  /** when the access token ends; renew before */
  expires_at: string;
}

export interface SessionReady extends SessionTerms {
  /**
   * the client was here before, watches again what it watched, and is now being sent what it missed; else it should
   * subscribe and fetch again
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
  'session:expired': () => void;
}

export interface ClientEvents {
  'session:renew': (payload: { token: string }, ack: Ack<SessionTerms>) => void;
}
