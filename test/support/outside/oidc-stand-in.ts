import { createHash, generateKeyPairSync, KeyObject, randomBytes, sign } from 'node:crypto';
import { once } from 'node:events';
import { IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { patientServer } from './patient-server';

export interface Person {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}

interface Grant {
  person: Person;
  query: URLSearchParams;
}

const KEY_ID = 'key-of-the-stand-in';
const CLIENT = { id: 'tickfolio', secret: 'secret of the client' };
const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2_048 });

/** An OpenID Connect provider over HTTP: discovery, authorisation, token with PKCE, userinfo and keys. */
export class OidcStandIn {
  url = '';
  readonly client = CLIENT;
  /** changes the claims of the identities that it signs */
  claims: (claims: Record<string, unknown>) => Record<string, unknown> = (claims) => claims;
  /** whether the address is in the identity, or told by userinfo alone */
  tellsAddress = true;
  /** whether it signs with a key that it does not publish */
  signsWithForeignKey = false;
  isAway = false;
  private readonly keys = newKey();
  private readonly foreign = newKey();
  private readonly grants = new Map<string, Grant>();
  private readonly people = new Map<string, Person>();
  private readonly server: Server = patientServer((request, response) => void this.answer(request, response));

  async start(): Promise<this> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  /** What somebody does whose browser was sent here: consents, and is sent back. */
  async consent(authorizationUrl: string, person: Person): Promise<URL> {
    const url = new URL(authorizationUrl);
    url.searchParams.set('as', JSON.stringify(person));
    const response = await fetch(url, { redirect: 'manual' });
    if (response.status !== 302) throw new Error(`${response.status}: ${await response.text()}`);
    return new URL(response.headers.get('location') ?? '');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    if (this.isAway) return send(response, 503, { error: 'temporarily_unavailable' });
    if (pathname === '/.well-known/openid-configuration') return send(response, 200, this.metadata());
    if (pathname === '/keys') {
      const key = this.keys.publicKey.export({ format: 'jwk' });
      return send(response, 200, { keys: [{ ...key, kid: KEY_ID, use: 'sig', alg: 'RS256' }] });
    }
    if (pathname === '/authorize') return this.authorize(searchParams, response);
    if (pathname === '/userinfo') {
      const person = this.people.get(request.headers.authorization?.replace('Bearer ', '') ?? '');
      return person ? send(response, 200, person) : send(response, 401, {});
    }
    if (pathname === '/token') return this.token(request, response);
    send(response, 404, {});
  }

  private metadata(): object {
    return {
      issuer: this.url,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      userinfo_endpoint: `${this.url}/userinfo`,
      jwks_uri: `${this.url}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    };
  }

  private authorize(query: URLSearchParams, response: ServerResponse): void {
    const needed = ['redirect_uri', 'state', 'nonce', 'code_challenge'];
    const isWhole = needed.every((name) => query.get(name)) && query.get('code_challenge_method') === 'S256';
    if (query.get('client_id') !== CLIENT.id || query.get('response_type') !== 'code' || !isWhole) {
      return send(response, 400, { error: 'invalid_request' });
    }
    const code = randomBytes(16).toString('hex');
    this.grants.set(code, { person: JSON.parse(query.get('as') ?? '{}') as Person, query });
    const back = new URL(query.get('redirect_uri') ?? '');
    back.search = new URLSearchParams({ code, state: query.get('state') ?? '', iss: this.url }).toString();
    response.writeHead(302, { Location: back.href }).end();
  }

  private async token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request));
    const credentials = [CLIENT.id, CLIENT.secret].map((each) =>
      new URLSearchParams({ each }).toString().slice(5),
    );
    const basic = Buffer.from(credentials.join(':')).toString('base64');
    if (request.headers.authorization !== `Basic ${basic}`) {
      return send(response, 401, { error: 'invalid_client' });
    }
    const code = form.get('code') ?? '';
    const grant = this.grants.get(code);
    this.grants.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight =
      grant?.query.get('code_challenge') === challenge &&
      grant.query.get('redirect_uri') === form.get('redirect_uri');
    if (!grant || !isRight) return send(response, 400, { error: 'invalid_grant' });
    const access_token = randomBytes(16).toString('hex');
    this.people.set(access_token, grant.person);
    send(response, 200, { access_token, token_type: 'Bearer', id_token: this.identity(grant) });
  }

  private identity({ person, query }: Grant): string {
    const now = Math.floor(Date.now() / 1_000);
    const told = this.tellsAddress ? person : { sub: person.sub };
    const claims = {
      iss: this.url,
      aud: CLIENT.id,
      iat: now,
      exp: now + 300,
      nonce: query.get('nonce'),
      ...told,
    };
    const { privateKey } = this.signsWithForeignKey ? this.foreign : this.keys;
    return signed(this.claims(claims), privateKey);
  }
}

function signed(claims: object, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${part({ alg: 'RS256', kid: KEY_ID })}.${part(claims)}`;
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
