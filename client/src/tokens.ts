/** What a session is kept alive with; the moments are milliseconds since 1970 by the clock of this machine. */
export interface Tokens {
  access_token: string;
  refresh_token: string;
  /** from when on a new pair is asked for */
  renew_at: number;
  /** when the access token ends */
  expires_at: number;
}

/** Where tokens outlive the page, such as `localStorage` or a file. */
export interface TokenStore {
  load(): Tokens | undefined | Promise<Tokens | undefined>;
  /** is called with undefined when the session has ended */
  save(tokens: Tokens | undefined): void | Promise<void>;
}

/** Keeps tokens as long as the page lives. */
export function tokensInMemory(tokens?: Tokens): TokenStore {
  let kept = tokens;
  return {
    load: () => kept,
    save: (given) => {
      kept = given;
    },
  };
}
