import { errorOf } from './problem.js';
import { SessionChanges, type SessionListener, type SessionReason } from './session-changes.js';
import {
  type Credentials,
  type Entry,
  type FactorStep,
  type MfaRequired,
  type Registration,
  type SessionRoutes,
  type User,
} from './session-routes.js';
import type { Tokens, TokenStore } from './tokens.js';

/** What a password leads to: a session, or the question for a second factor, which `loginFactor` answers. */
export type LoginResult = { status: 'signed_in'; user: User } | (MfaRequired & { user?: undefined });

export interface FactorLogin {
  user: User;
  /** for `device_token` of the next `login` on this device; in the cookie mode the browser has it */
  device_token?: string | undefined;
}

/** A token is renewed this long before it ends, so that it does not end on its way; a short-lived one a third before. */
const MARGIN_MS = 30_000;

/**
 * Who is signed in, and tokens that are always fresh. Requests that need new tokens at the same time share one refresh,
 * also between the tabs of a browser that share a store; tabs without Web Locks are given the same successor by the server.
 */
export class Session {
  private refreshing: Promise<Tokens | undefined> | undefined;
  private readonly changes: SessionChanges;
  private known: User | undefined;
  private over = false;
  /** in the cookie mode: nobody is signed in in this browser, as far as is known */
  private empty = false;
  /** rises when a session is over, so that tokens of it that are still on their way are not kept */
  private turn = 0;

  constructor(
    private readonly routes: SessionRoutes,
    private readonly store: TokenStore,
  ) {
    this.changes = new SessionChanges(store.channel, (message) => this.heard(message));
  }

  async login(credentials: Credentials): Promise<LoginResult> {
    const answer = await answerOf<MfaRequired | FullEntry>(this.routes.login(credentials));
    if ('ticket' in answer) return answer;
    return { status: 'signed_in', user: await this.enter(answer) };
  }

  /** The second step, with the ticket of a `login` that said `mfa_required` and a code of the app or a recovery code. */
  async loginFactor(step: FactorStep): Promise<FactorLogin> {
    const answer = await answerOf<FullEntry & { device_token?: string | null }>(
      this.routes.loginFactor(step),
    );
    return { user: await this.enter(answer), device_token: answer.device_token ?? undefined };
  }

  async register(registration: Registration): Promise<User> {
    return this.enter(await answerOf<FullEntry>(this.routes.register(registration)));
  }

  /** Ends the session here and on the server; here also if the server cannot be reached. */
  async logout(): Promise<void> {
    const tokens = await this.store.load();
    await this.leave('signed_out');
    this.over = false;
    if (tokens || this.routes.cookie) await this.routes.logout(tokens?.refresh_token);
  }

  /** Calls the listener whenever who is signed in changes, here or in another tab. @returns a function that ends it */
  onChange(listener: SessionListener): () => void {
    return this.changes.on(listener);
  }

  /** Who is signed in; undefined when nobody is. Asks the server once where it is not known. */
  async user(): Promise<User | undefined> {
    const tokens = await this.fresh();
    if (!tokens) return undefined;
    this.known ??= tokens.user;
    if (this.known) return this.known;
    const response = await this.routes.me(tokens.access_token);
    if (!response.ok) throw errorOf(response, await response.json().catch(() => undefined));
    return (this.known = (await response.json()) as User);
  }

  /** Whether a session was there and the server, or another tab, has ended it; until somebody signs in. */
  get ended(): boolean {
    return this.over;
  }

  /** An access token with some life left; undefined when nobody is signed in. */
  async accessToken(): Promise<string | undefined> {
    return (await this.fresh())?.access_token;
  }

  /** Tokens with some life left; undefined when nobody is signed in or the session has ended. */
  async fresh(): Promise<Tokens | undefined> {
    const tokens = await this.store.load();
    if (!tokens) return this.routes.cookie && !this.empty ? this.refresh(undefined) : undefined;
    if (tokens.renew_at > Date.now()) return tokens;
    try {
      return await this.refresh(tokens);
    } catch (error) {
      const kept = await this.store.load();
      if (kept?.access_token === tokens.access_token && kept.expires_at > Date.now()) return kept;
      throw error;
    }
  }

  /** Tokens instead of those whose access token was refused; undefined when the session has ended. */
  async replace(refused: string): Promise<Tokens | undefined> {
    const tokens = await this.store.load();
    if (!tokens || tokens.access_token !== refused) return tokens;
    return this.refresh(tokens);
  }

  /** Ends listening, also to other tabs; the session itself goes on. */
  close(): void {
    this.changes.close();
  }

  private refresh(spent: Tokens | undefined): Promise<Tokens | undefined> {
    this.refreshing ??= alone(() => this.exchange(spent)).finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  private async exchange(spent: Tokens | undefined): Promise<Tokens | undefined> {
    const tokens = await this.store.load();
    if (tokens?.access_token !== spent?.access_token) return tokens;
    const { turn } = this;
    const response = await this.routes.refresh(spent?.refresh_token);
    const answer = (await response.json().catch(() => undefined)) as Entry | undefined;
    // Meanwhile somebody may have signed out or in, here or in another tab, or another tab has new ones.
    const kept = await this.store.load();
    if (turn !== this.turn || kept?.access_token !== spent?.access_token) {
      if (turn === this.turn && !kept) this.forget(true);
      return kept;
    }
    if (response.ok && answer) {
      const fresh = await this.keep(answer);
      if (this.changes.areHeard) void this.tellRefreshed(turn);
      return fresh;
    }
    if (response.status !== 401) throw errorOf(response, answer);
    if (spent) await this.leave('ended');
    else this.empty = true;
    return undefined;
  }

  /** Who it is may have to be asked first; what asked for tokens does not wait for that. */
  private async tellRefreshed(turn: number): Promise<void> {
    const user = await this.user().catch(() => undefined);
    if (user && turn === this.turn) this.changes.tell(user, 'refreshed');
  }

  private async enter(entry: FullEntry): Promise<User> {
    await this.keep(entry);
    this.changes.tell(entry.user, 'signed_in');
    return entry.user;
  }

  private async keep({ access_token, refresh_token, expires_in, user }: Entry): Promise<Tokens> {
    const life = expires_in * 1_000;
    const expires_at = Date.now() + life;
    const renew_at = expires_at - Math.min(MARGIN_MS, life / 3);
    this.known = user ?? this.known;
    this.over = false;
    this.empty = false;
    const tokens = { access_token, refresh_token, renew_at, expires_at, user: this.known };
    await this.store.save(tokens);
    return tokens;
  }

  private async leave(reason: 'signed_out' | 'ended'): Promise<void> {
    this.forget(reason === 'ended');
    await this.store.save(undefined);
    this.changes.tell(undefined, reason);
  }

  private forget(over: boolean): void {
    this.turn += 1;
    this.over = over;
    this.known = undefined;
    this.empty = true;
  }

  /** What another tab tells; in the cookie mode this tab's access token may be of a session that is no more. */
  private heard({ user, reason }: { user: User | undefined; reason: SessionReason }) {
    const before = this.known;
    if (user === undefined) {
      this.forget(true);
      if (this.routes.cookie) void this.store.save(undefined);
      return reason === 'signed_out' ? 'signed_out_elsewhere' : reason;
    }
    const isOther = before !== undefined && before.id !== user.id;
    if (this.routes.cookie && (isOther || reason === 'signed_in')) {
      this.turn += 1;
      void this.store.save(undefined);
    }
    this.known = user;
    this.over = false;
    this.empty = false;
    return isOther ? 'other_user' : reason;
  }
}

type FullEntry = Entry & { user: User };

/** @throws {TickfolioError} if the answer is an error */
async function answerOf<Answer>(asked: Promise<Response>): Promise<Answer> {
  const response = await asked;
  if (!response.ok) throw errorOf(response, await response.json().catch(() => undefined));
  return (await response.json()) as Answer;
}

interface Locks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** One tab at a time, where the platform has locks. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  const locks = (globalThis as { navigator?: { locks?: Locks } }).navigator?.locks;
  return locks ? locks.request('tickfolio-refresh', work) : work();
}
