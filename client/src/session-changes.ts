import type { components } from './schema.js';

type User = components['schemas']['User'];

/**
 * Why who is signed in has changed: `signed_in` and `signed_out` here, or in another tab (`signed_in`, `signed_out_elsewhere`),
 * `refreshed` tokens of the same user, `ended` by the server, `other_user` signed in in another tab.
 */
export type SessionReason =
  'signed_in' | 'refreshed' | 'signed_out' | 'signed_out_elsewhere' | 'ended' | 'other_user';

export type SessionListener = (user: User | undefined, reason: SessionReason) => void;

interface Message {
  user: User | undefined;
  reason: SessionReason;
}

/** Tells listeners of this page, and tabs whose stores are of the same channel, that who is signed in has changed. */
export class SessionChanges {
  private readonly listeners = new Set<SessionListener>();
  private readonly channel: BroadcastChannel | undefined;

  /** @param heard is called before the listeners with what another tab tells, and gives what they are to hear */
  constructor(name: string | undefined, heard: (message: Message) => SessionReason | undefined) {
    if (name === undefined || typeof BroadcastChannel === 'undefined') return;
    this.channel = new BroadcastChannel(`tickfolio-session:${name}`);
    (this.channel as { unref?: () => void }).unref?.();
    this.channel.onmessage = ({ data }: MessageEvent<Message>) => {
      const reason = heard(data);
      if (reason) this.tellHere(data.user, reason);
    };
  }

  /** Whether anybody would be told: a listener here, or other tabs. */
  get areHeard(): boolean {
    return this.listeners.size > 0 || this.channel !== undefined;
  }

  /** @returns a function that ends it */
  on(listener: SessionListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(user: User | undefined, reason: SessionReason): void {
    this.channel?.postMessage({ user, reason } satisfies Message);
    this.tellHere(user, reason);
  }

  close(): void {
    this.channel?.close();
    this.listeners.clear();
  }

  private tellHere(user: User | undefined, reason: SessionReason): void {
    for (const listener of [...this.listeners]) listener(user, reason);
  }
}
