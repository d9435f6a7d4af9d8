import { randomBytes } from 'node:crypto';
import request from 'supertest';
import type { Account } from '../application/accounts';
import { startApp, TestApp } from '../application/app';
import { OidcStandIn, Person } from '../outside/oidc-stand-in';
import { SmtpSink } from '../outside/smtp-sink';

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

/** An application with a provider and a sink of mails. */
export interface ProviderSignIn {
  running: TestApp;
  provider: OidcStandIn;
  sink: SmtpSink;
  signIn: (person: Person, more?: object) => Promise<request.Response>;
  close: () => Promise<void>;
}

export async function startProviderSignIn(): Promise<ProviderSignIn> {
  const provider = await new OidcStandIn().start();
  const sink = await new SmtpSink().start();
  const running = await startApp({
    OIDC_ISSUERS: issuersOf(provider),
    OIDC_REDIRECT_URL: BACK,
    SMTP_URL: sink.url,
    PUBLIC_URL: 'https://folio.example',
  });
  return {
    running,
    provider,
    sink,
    signIn: async (person, more = {}) =>
      postAuth(running, 'login/oidc', await walk(running, provider, person, more)),
    close: async () => {
      await running.close();
      await provider.stop();
      await sink.stop();
    },
  };
}

/** What the account's security events tell that was done. */
export async function eventsOf(
  { url }: TestApp,
  { authorization }: Pick<Account, 'authorization'>,
): Promise<string[]> {
  const { body } = await request(url).get('/api/v1/users/me/security-events').set(authorization).expect(200);
  return body.items.map(({ action }: { action: string }) => action);
}
