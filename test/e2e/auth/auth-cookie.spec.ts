import request from 'supertest';
import { createTickfolioClient } from '../../../client/src/index';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';

const ORIGIN = 'http://dashboard.test';
const PATH = '/api/v1/auth/cookie';

describe('sessions by cookie', () => {
  let running: TestApp;
  let account: Account;

  beforeAll(async () => {
    running = await startApp({ CORS_ORIGINS: ORIGIN });
    account = await registerUser(running);
  });

  afterAll(() => running.close());

  const post = (route: string) => request(running.url).post(`${PATH}/${route}`);
  const login = () => post('login').send({ email: account.user.email, password: account.password });
  const cookieOf = (response: request.Response) => response.get('Set-Cookie')?.[0] ?? '';
  const valueOf = (response: request.Response) => cookieOf(response).split(';')[0] ?? '';

  it('give the refresh token to the browser alone: httpOnly, SameSite=Strict, on their own path', async () => {
    const response = await login().expect(200);
    expect(cookieOf(response)).toMatch(
      /^tickfolio_refresh=[^;]+; Max-Age=\d+; Path=\/api\/v1\/auth\/cookie; /,
    );
    expect(cookieOf(response)).toMatch(/HttpOnly/);
    expect(cookieOf(response)).toMatch(/SameSite=Strict/);
    expect(response.body).not.toHaveProperty('refresh_token');
    expect(response.body).toMatchObject({ user: { email: account.user.email }, token_type: 'Bearer' });
  });

  it('give three refreshes at once the same successor', async () => {
    const before = valueOf(await login().expect(200));
    const refresh = () => post('refresh').set('Cookie', before).send({}).expect(200);
    const answers = await Promise.all([refresh(), refresh(), refresh()]);
    expect(new Set(answers.map(valueOf)).size).toBe(1);
    expect(valueOf(answers[0])).not.toBe(before);
  });

  it.each([
    { Origin: 'http://evil.test' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ])('refuse a page of another origin: %j', async (headers) => {
    const cookie = valueOf(await login().expect(200));
    const response = await post('refresh').set('Cookie', cookie).set(headers).send({}).expect(403);
    expect(response.body).toMatchObject({ code: 'auth.foreign_origin' });
    await post('refresh').set('Cookie', cookie).set('Origin', ORIGIN).send({}).expect(200);
  });

  it('have a name over HTTPS that no page without it can set, and no other counts', async () => {
    const behindProxy = await startApp({ ROLE: 'api', TRUST_PROXY: '1' });
    const ada = await registerUser(behindProxy);
    const ask = (route: string, cookies: string, body: object = {}) =>
      request(behindProxy.url)
        .post(`${PATH}/${route}`)
        .set('X-Forwarded-Proto', 'https')
        .set('Cookie', cookies)
        .send(body);
    const entry = await ask('login', '', { email: ada.user.email, password: ada.password }).expect(200);
    expect(cookieOf(entry)).toMatch(/^__Secure-tickfolio_refresh=[^;]+;.*; Secure/);
    const ofOldName = valueOf(entry).replace('__Secure-', '');
    await ask('refresh', ofOldName).expect(401);
    const renewed = await ask('refresh', valueOf(entry)).expect(200);
    expect(valueOf(renewed)).toMatch(/^__Secure-/);
    const tossed = `tickfolio_refresh=of-a-stranger; ${valueOf(renewed)}`;
    const left = await ask('logout', tossed).expect(204);
    expect(left.get('Set-Cookie')?.map((cookie) => cookie.split(';')[0])).toEqual([
      '__Secure-tickfolio_refresh=',
      'tickfolio_refresh=',
    ]);
    await ask('refresh', valueOf(renewed)).expect(401);
    await behindProxy.close();
  });

  it('end with their cookie', async () => {
    const cookie = valueOf(await login().expect(200));
    const response = await post('logout').set('Cookie', cookie).send({}).expect(204);
    expect(valueOf(response)).toBe('tickfolio_refresh=');
    await post('refresh').set('Cookie', cookie).send({}).expect(401);
    await post('refresh').send({}).expect(401);
  });

  it('serve a client in the cookie mode, also after a reload', async () => {
    let jar = '';
    const browser: typeof fetch = async (input, init) => {
      const headers = new Headers(input instanceof Request ? input.headers : init?.headers);
      if (init?.credentials === 'include' && jar) headers.set('Cookie', jar);
      const response = await fetch(input, { ...init, headers });
      jar = response.headers.getSetCookie()[0]?.split(';')[0] ?? jar;
      return response;
    };
    const open = () => createTickfolioClient({ baseUrl: running.url, mode: 'cookie', fetch: browser });
    const first = open();
    await first.session.login({ email: account.user.email, password: account.password });
    const reloaded = open();
    expect((await reloaded.session.user())?.email).toBe(account.user.email);
    expect((await reloaded.GET('/api/v1/portfolio')).response.status).toBe(200);
    await reloaded.session.logout();
    expect(await open().session.user()).toBeUndefined();
  });
});
