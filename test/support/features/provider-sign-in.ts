import { randomBytes } from 'node:crypto';
import request from 'supertest';
import type { Account } from '../application/accounts';
import type { TestApp } from '../application/app';
import type { OidcStandIn, Person } from '../outside/oidc-stand-in';

export const BACK = 'https://folio.example/signed-in';
export const anybody = (more: Partial<Person> = {}): Person => {
  const sub = randomBytes(6).toString('hex');
  return { sub, email: `o-${sub}@example.com`, email_verified: true, name: 'Grace Hopper', ...more };
};
export const personOf = ({ user }: Account, more: Partial<Person> = {}) =>
  anybody({ email: user.email, ...more });

/** A flow of the application and where it sends the browser. */
export interface Begun {
  flow: string;
  authorization_url: string;
}

export function issuersOf(provider: OidcStandIn, domains = ['example.com']) {
  const { id: client_id, secret: client_secret } = provider.client;
  const issuer = { id: 'company', name: 'Company', issuer: provider.url, email_domains: domains };
  return JSON.stringify([{ ...issuer, client_id, client_secret }]);
}

export const postAuth = (
  { url }: TestApp,
  path: string,
  body: object = {},
  by?: Pick<Account, 'authorization'>,
) => {
  const sending = request(url).post(`/api/v1/auth/${path}`);
  if (by) void sending.set(by.authorization);
  return sending.send(body);
};

/** Goes to the provider and back. */
export async function walk(running: TestApp, provider: OidcStandIn, person: Person, more: object = {}) {
  const { body } = await postAuth(running, 'login/oidc/options', { provider: 'company', ...more }).expect(
    200,
  );
  return comeBack(provider, body as Begun, person);
}

export async function comeBack(provider: OidcStandIn, { flow, authorization_url }: Begun, person: Person) {
  const back = await provider.consent(authorization_url, person);
  expect(`${back.origin}${back.pathname}`).toBe(BACK);
  return { flow, ...(Object.fromEntries(back.searchParams) as { state: string; code: string; iss: string }) };
}
