import createClient, { type Client } from 'openapi-fetch';
import { type Helpers, helpersOf } from './helpers.js';
import { takesIdempotencyKey } from './idempotent-routes.js';
import { retrying, type RetryOptions } from './retry.js';
import type { paths } from './schema.js';
import { Session } from './session.js';
import { SessionRoutes } from './session-routes.js';
import { tokensInMemory, type Tokens, type TokenStore } from './tokens.js';

export interface ClientOptions extends RetryOptions {
  /** such as https://tickfolio.example.com */
  baseUrl: string;
  /** tokens of an earlier sign-in, or where to keep them; by default they live in memory */
  tokens?: Tokens | TokenStore;
  /**
   * `token` (the default): refresh tokens are in the store. `cookie`: the refresh token is an httpOnly cookie of the API that
   * no script can read; the access token lives in memory, and a reload signs in again by the cookie.
   */
  mode?: 'token' | 'cookie';
  fetch?: typeof globalThis.fetch;
}

/** Every route as `GET`, `POST`, `PUT`, `PATCH` and `DELETE` with typed paths, helpers, and who is signed in. */
export type TickfolioClient = Client<paths> & Helpers & { readonly session: Session };

/** A client of one installation for one user at a time. */
export function createTickfolioClient(options: ClientOptions): TickfolioClient {
  const { tokens, mode = 'token', fetch = (...request) => globalThis.fetch(...request) } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const inMemory = () =>
    tokensInMemory(tokens as Tokens | undefined, mode === 'cookie' ? baseUrl : undefined);
  const store = tokens && 'load' in tokens ? tokens : inMemory();
  const session = new Session(new SessionRoutes(baseUrl, fetch, mode === 'cookie'), store);
  const send = retrying((request) => authorized(request, session, fetch), options);
  const client = createClient<paths>({ baseUrl, fetch: (request) => send(withKey(request, baseUrl)) });
  return Object.assign(client, helpersOf(client), { session });
}

/** An order has one key for all its attempts, so that it is carried out once. */
function withKey(request: Request, baseUrl: string): Request {
  const path = request.url.slice(baseUrl.length);
  if (takesIdempotencyKey(request.method, path) && !request.headers.has('Idempotency-Key'))
    request.headers.set('Idempotency-Key', crypto.randomUUID());
  return request;
}

/** Sends the request with a fresh token; a token that is refused all the same is replaced once. */
async function authorized(
  request: Request,
  session: Session,
  fetch: typeof globalThis.fetch,
): Promise<Response> {
  if (isPublic(request)) return fetch(request);
  const token = await session.accessToken();
  if (token === undefined) return session.ended ? sessionEnded() : fetch(request);
  const again = request.clone();
  const response = await fetch(withToken(request, token));
  if (response.status !== 401) return response;
  const replacement = await session.replace(token).catch(() => undefined);
  if (!replacement && !session.ended) return response;
  await response.body?.cancel();
  return replacement ? fetch(withToken(again, replacement.access_token)) : sessionEnded();
}

const isPublic = ({ url }: Request) =>
  /\/api\/v1\/auth\/(cookie\/)?(login(\/factor)?|register|refresh|logout)$/.test(url);

/** What the server answers to a token of a session that has ended; it need not be asked. */
function sessionEnded(): Response {
  const problem = {
    type: 'about:blank',
    title: 'Unauthorized',
    status: 401,
    code: 'auth.session_ended',
    detail: 'The session has ended; sign in again.',
  };
  return new Response(JSON.stringify(problem), {
    status: 401,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}

function withToken(request: Request, token: string): Request {
  request.headers.set('Authorization', `Bearer ${token}`);
  return request;
}
