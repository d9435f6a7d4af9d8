import { createHmac } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';

type Part = Record<string, unknown>;

const encode = (part: Part) => Buffer.from(JSON.stringify(part)).toString('base64url');
const decode = (text = '') => JSON.parse(Buffer.from(text, 'base64url').toString()) as Part;

describe('access tokens', () => {
  let running: TestApp;
  let account: Account;
  let header: Part;
  let claims: Part;

  const me = (token: string) =>
    request(running.url).get('/api/v1/auth/me').set('Authorization', `Bearer ${token}`);

  /** Signs as one who knows the key would, with whatever header and claims. */
  function forge(
    headerChanges: Part,
    claimChanges: Part,
    { hash = 'sha256', secret = running.environment.JWT_SECRET } = {},
  ) {
    const signed = `${encode({ ...header, ...headerChanges })}.${encode({ ...claims, ...claimChanges })}`;
    return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
  }

  beforeAll(async () => {
    running = await startApp();
    account = await registerUser(running);
    [header, claims] = account.access_token.split('.').slice(0, 2).map(decode) as [Part, Part];
  });

  afterAll(() => running.close());

  it('carry who, which session, what for and until when', async () => {
    expect(header).toEqual({ alg: 'HS256', typ: 'JWT', kid: expect.any(String) });
    expect(claims).toEqual({
      sub: account.user.id,
      sid: expect.stringMatching(/^[0-9a-f]{24}$/),
      jti: expect.any(String),
      roles: ['user'],
      kind: 'access',
      iss: 'tickfolio',
      aud: 'tickfolio-api',
      iat: expect.any(Number),
      exp: (claims.iat as number) + 900,
    });
    await me(forge({}, {})).expect(200);
  });

  it.each<[string, () => string]>([
    ['no signature, alg none', () => `${encode({ ...header, alg: 'none' })}.${encode(claims)}.`],
    ['alg none with the signature', () => forge({ alg: 'none' }, {})],
    ['HS512 by the right key', () => forge({ alg: 'HS512' }, {}, { hash: 'sha512' })],
    ['HS256 said, HS512 done', () => forge({}, {}, { hash: 'sha512' })],
    ['another audience', () => forge({}, { aud: 'other' })],
    ['no audience', () => forge({}, { aud: undefined })],
    ['another issuer', () => forge({}, { iss: 'other' })],
    ['no expiry', () => forge({}, { exp: undefined })],
    ['expired', () => forge({}, { exp: Math.floor(Date.now() / 1_000) - 1 })],
    ['not yet valid', () => forge({}, { nbf: Math.floor(Date.now() / 1_000) + 600 })],
    ['another kind', () => forge({}, { kind: 'refresh' })],
    ['no kind', () => forge({}, { kind: undefined })],
    ['no session', () => forge({}, { sid: undefined })],
    ['an operator as session', () => forge({}, { sid: { $ne: null } })],
    ['a session that never was', () => forge({}, { sid: 'f'.repeat(24) })],
    ["another's session", () => forge({}, { sub: 'f'.repeat(24) })],
    ['no token id', () => forge({}, { jti: undefined })],
    ['another key', () => forge({}, {}, { secret: 'another-secret-of-at-least-32-characters' })],
    ['an unknown kid', () => forge({ kid: 'unknown' }, {})],
    ['no kid', () => forge({ kid: undefined }, {})],
    ['a kid that is no text', () => forge({ kid: { $ne: 1 } }, {})],
    ['a kid that is a path', () => forge({ kid: '../../../dev/null' }, {}, { secret: '' })],
    ['cut at the end', () => account.access_token.slice(0, -1)],
    [
      'a changed claim',
      () => account.access_token.replace(/\.[^.]+\./, `.${encode({ ...claims, roles: ['superuser'] })}.`),
    ],
    ['a refresh token', () => account.refresh_token],
    ['an empty payload', () => forge({}, {}).replace(/\.[^.]+\./, '..')],
    ['no token at all', () => 'x'],
    ['too long a text', () => 'x'.repeat(5_000)],
  ])('are refused with %s', async (_what, token) => {
    const { body, headers } = await me(token()).expect(401);
    expect(body.code).toMatch(/^auth\.(invalid_token|token_expired|session_ended)$/);
    expect(headers['www-authenticate']).toBe('Bearer');
  });

  it.each(['Basic dTpw', 'Bearer', 'Bearer  ', 'bearer a b', 'Token x'])(
    'are not read from "%s"',
    async (value) => {
      await request(running.url).get('/api/v1/auth/me').set('Authorization', value).expect(401);
    },
  );

  it('say nothing about roles: the account does', async () => {
    await request(running.url)
      .get('/api/v1/users')
      .set('Authorization', `Bearer ${forge({}, { roles: ['user', 'superuser'] })}`)
      .expect(403);
  });

  it('of the previous key are accepted while they last, and of no other', async () => {
    const shared = { MONGODB_URI: running.environment.MONGODB_URI };
    const JWT_SECRET = 'the-next-secret-of-at-least-32-characters';
    const rotated = await startApp({
      ...shared,
      JWT_SECRET,
      JWT_PREVIOUS_SECRET: running.environment.JWT_SECRET,
    });
    const unrelated = await startApp({ ...shared, JWT_SECRET });
    const visit = (app: TestApp) => request(app.url).get('/api/v1/auth/me').set(account.authorization);
    await visit(rotated).expect(200);
    await visit(unrelated).expect(401);
    const fresh = await registerUser(rotated);
    expect(new JwtService().decode(fresh.access_token, { complete: true })).not.toMatchObject({
      header: { kid: header.kid },
    });
    await unrelated.leave();
    await rotated.leave();
  });
});
