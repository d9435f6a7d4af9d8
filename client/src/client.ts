import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './schema.js';
import { Session } from './session.js';
import { tokensInMemory, type Tokens, type TokenStore } from './tokens.js';

export interface ClientOptions {
  /** such as https://tickfolio.example.com */
  baseUrl: string;
  /** tokens of an earlier sign-in, or where to keep them; by default they live in memory */
  tokens?: Tokens | TokenStore;
  fetch?: typeof globalThis.fetch;
}

/** Every route as `GET`, `POST`, `PUT`, `PATCH` and `DELETE` with typed paths, and who is signed in. */
export type TickfolioClient = Client<paths> & { readonly session: Session };

/** A client of one installation for one user at a time. */
export function createTickfolioClient(options: ClientOptions): TickfolioClient {
  const { tokens, fetch = (...request) => globalThis.fetch(...request) } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const store = tokens && 'load' in tokens ? tokens : tokensInMemory(tokens);
  const session = new Session(baseUrl, store, fetch);
  const client = createClient<paths>({ baseUrl, fetch: (request) => authorized(request, session, fetch) });
  return Object.assign(client, { session });
}

/** Sends the request with a fresh token; a token that is refused all the same is replaced once. */
async function authorized(
  request: Request,
  session: Session,
  fetch: typeof globalThis.fetch,
): Promise<Response> {
  const token = await session.accessToken();
  if (token === undefined) return fetch(request);
  const again = request.clone();
  const response = await fetch(withToken(request, token));
  if (response.status !== 401) return response;
  const replacement = await session.replace(token).catch(() => undefined);
  if (!replacement) return response;
  await response.body?.cancel();
  return fetch(withToken(again, replacement.access_token));
}

function withToken(request: Request, token: string): Request {
  request.headers.set('Authorization', `Bearer ${token}`);
  return request;
}
