import { pause } from './pause.js';
import type { components } from './schema.js';

type Fetch = typeof globalThis.fetch;
export type User = components['schemas']['User'];
export type Credentials = components['schemas']['Login'];
export type FactorStep = components['schemas']['FactorStep'];
export type MfaRequired = components['schemas']['MfaRequired'];
export type Registration = components['schemas']['Register'];

/** What a sign-in or a refresh answers, in either mode. */
export interface Entry {
  access_token: string;
  refresh_token?: string;
  expires_in: number;
  user?: User;
}

/** The server answers a refresh token again with the same successor for ten seconds; waits end well before. */
const WAITS_MS = [200, 1_000, 2_500];

/**
 * How a session speaks to the server: with the refresh token in bodies, or (`cookie`) with the refresh token in an httpOnly
 * cookie that only the browser has.
 */
export class SessionRoutes {
  constructor(
    private readonly baseUrl: string,
    private readonly fetch: Fetch,
    readonly cookie: boolean,
  ) {}

  login(credentials: Credentials): Promise<Response> {
    return this.post('login', credentials);
  }

  loginFactor(step: FactorStep): Promise<Response> {
    return this.post('login/factor', step);
  }

  register(registration: Registration): Promise<Response> {
    return this.post('register', registration);
  }

  /** An answer that was lost, or an instance that closes, is asked again: the server gives the same successor. */
  async refresh(refresh_token: string | undefined): Promise<Response> {
    for (const wait of WAITS_MS) {
      const response = await this.post('refresh', this.body(refresh_token)).catch(() => undefined);
      if (response && response.status < 500) return response;
      await response?.body?.cancel();
      await pause(wait);
    }
    return this.post('refresh', this.body(refresh_token));
  }

  logout(refresh_token: string | undefined): Promise<Response> {
    return this.post('logout', this.body(refresh_token));
  }

  async me(access_token: string): Promise<Response> {
    const headers = { Authorization: `Bearer ${access_token}` };
    return this.fetch(`${this.baseUrl}/api/v1/users/me`, { headers });
  }

  private body(refresh_token: string | undefined): object {
    return this.cookie ? {} : { refresh_token };
  }

  private post(route: string, body: object): Promise<Response> {
    return this.fetch(`${this.baseUrl}/api/v1/auth/${this.cookie ? 'cookie/' : ''}${route}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      ...(this.cookie && { credentials: 'include' as const }),
    });
  }
}
