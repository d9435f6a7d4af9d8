import type { components } from './schema.js';

/** What a session is kept alive with; the moments are milliseconds since 1970 by the clock of this machine. */
export interface Tokens {
  access_token: string;
  /** undefined in the cookie mode, where only the browser has it */
  refresh_token?: string | undefined;
  /** from when on a new pair is asked for */
  renew_at: number;
  /** when the access token ends */
  expires_at: number;
  /** whose tokens they are, where it is known */
  user?: components['schemas']['User'] | undefined;
}

/** Where tokens outlive the page, such as `localStorage` or a file. */
export interface TokenStore {
  load(): Tokens | undefined | Promise<Tokens | undefined>;
  /** is called with undefined when the session has ended */
  save(tokens: Tokens | undefined): void | Promise<void>;
  /** tabs whose stores are of one channel tell each other who is signed in; without it they do not */
  readonly channel?: string | undefined;
}

/** Keeps tokens as long as the page lives. */
export function tokensInMemory(tokens?: Tokens, channel?: string): TokenStore {
  let kept = tokens;
  return {
    channel,
    load: () => kept,
    save: (given) => {
      kept = given;
    },
  };
}

/** Keeps tokens in the browser's `localStorage`, for all tabs of an origin. Scripts of the page can read them. */
export function tokensInLocalStorage(key = 'tickfolio'): TokenStore {
  return {
    channel: key,
    load: () => parsed(localStorage.getItem(key)),
    save: (tokens) =>
      tokens ? localStorage.setItem(key, JSON.stringify(tokens)) : localStorage.removeItem(key),
  };
}

/** How a server that renders pages reads and writes one cookie of its own. */
export interface CookieAccess {
  read(): string | undefined | Promise<string | undefined>;
  /** is to set it as httpOnly, secure, `SameSite=Strict`; undefined removes it */
  write(value: string | undefined): void | Promise<void>;
}

/** Keeps tokens in an httpOnly cookie of a server that renders; one store for each request. */
export function tokensInCookie(cookie: CookieAccess): TokenStore {
  let kept: Promise<Tokens | undefined> | undefined;
  const read = async () => {
    const value = await cookie.read();
    return value === undefined ? undefined : parsed(decodeURIComponent(value));
  };
  return {
    load: () => (kept ??= read()),
    save: (tokens) => {
      kept = Promise.resolve(tokens);
      if (!tokens) return cookie.write(undefined);
      // The user would make the cookie too large for what proxies let pass.
      const { user: _user, ...rest } = tokens;
      return cookie.write(encodeURIComponent(JSON.stringify(rest)));
    },
  };
}

function parsed(text: string | null): Tokens | undefined {
  try {
    return text === null ? undefined : ((JSON.parse(text) as Tokens | null) ?? undefined);
  } catch {
    return undefined;
  }
}
