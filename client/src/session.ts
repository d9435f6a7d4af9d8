import { errorOf } from './problem.js';
import type { components } from './schema.js';
import type { Tokens, TokenStore } from './tokens.js';

type SignIn = components['schemas']['SignIn'];
type TokenPair = components['schemas']['TokenPair'];
export type User = components['schemas']['User'];
export type Credentials = components['schemas']['Login'];
export type Registration = components['schemas']['Register'];

/** A token is renewed this long before it ends, so that it does not end on its way; a short-lived one a third before. */
const MARGIN = 30_000;

/**
 * Who is signed in, and tokens that are always fresh. A refresh token is good for one use: requests that need a new
 * one at the same time share one refresh, also between the tabs of a browser that share a store.
 */
export class Session {
  private refreshing: Promise<Tokens | undefined> | undefined;

  constructor(
    private readonly baseUrl: string,
    private readonly store: TokenStore,
    private readonly fetch: typeof globalThis.fetch,
  ) {}

  login(credentials: Credentials): Promise<User> {
    return this.enter('login', credentials);
  }

  register(registration: Registration): Promise<User> {
    return this.enter('register', registration);
  }

  /** Ends the session here and on the server; here also if the server cannot be reached. */
  async logout(): Promise<void> {
    const tokens = await this.store.load();
    await this.store.save(undefined);
    if (tokens) await this.post('logout', { refresh_token: tokens.refresh_token });
  }

  /** An access token with some life left; undefined when nobody is signed in. */
  async accessToken(): Promise<string | undefined> {
    return (await this.fresh())?.access_token;
  }

  /** Tokens with some life left; undefined when nobody is signed in or the session has ended. */
  async fresh(): Promise<Tokens | undefined> {
    const tokens = await this.store.load();
    if (!tokens || tokens.renew_at > Date.now()) return tokens;
    try {
      return await this.refresh(tokens);
    } catch (error) {
      if (tokens.expires_at > Date.now()) return tokens;
      throw error;
    }
  }

  /** Tokens instead of those whose access token was refused; undefined when the session has ended. */
  async replace(refused: string): Promise<Tokens | undefined> {
    const tokens = await this.store.load();
    if (!tokens || tokens.access_token !== refused) return tokens;
    return this.refresh(tokens);
  }

  private refresh(spent: Tokens): Promise<Tokens | undefined> {
    this.refreshing ??= alone(() => this.exchange(spent)).finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  private async exchange(spent: Tokens): Promise<Tokens | undefined> {
    const tokens = await this.store.load();
    if (tokens?.refresh_token !== spent.refresh_token) return tokens;
    const response = await this.post('refresh', { refresh_token: spent.refresh_token });
    if (response.ok) return this.keep((await response.json()) as TokenPair);
    if (response.status !== 401) throw errorOf(response, await response.json().catch(() => undefined));
    await this.store.save(undefined);
    return undefined;
  }

  private async enter(route: 'login' | 'register', body: Credentials | Registration): Promise<User> {
    const response = await this.post(route, body);
    if (!response.ok) throw errorOf(response, await response.json().catch(() => undefined));
    const { user, ...pair } = (await response.json()) as SignIn;
    await this.keep(pair);
    return user;
  }

  private async keep({ access_token, refresh_token, expires_in }: TokenPair): Promise<Tokens> {
    const life = expires_in * 1_000;
    const expires_at = Date.now() + life;
    const tokens = {
      access_token,
      refresh_token,
      renew_at: expires_at - Math.min(MARGIN, life / 3),
      expires_at,
    };
    await this.store.save(tokens);
    return tokens;
  }

  private post(route: string, body: object): Promise<Response> {
    return this.fetch(`${this.baseUrl}/api/v1/auth/${route}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }
}

interface Locks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** One tab at a time, where the platform has locks. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  const locks = (globalThis as { navigator?: { locks?: Locks } }).navigator?.locks;
  return locks ? locks.request('tickfolio-refresh', work) : work();
}
