/**
 * The typed socket events. Each feature adds its own by declaration merging in its `*.events.ts`,
 * so that one map describes the whole `/stream` namespace while no room knows another's payloads.
 */
export interface ServerEvents {
  'session:expired': () => void;
}

export interface ClientEvents {
  'session:renew': (payload: { token: string }, ack: (answer: { expires_at: string }) => void) => void;
}
