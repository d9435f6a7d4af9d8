import {
  createTickfolioClient,
  expectData,
  tokensInCookie,
  type TokenStore,
  type Tokens,
} from '../src/index';
import { ADA, fakeApi, pair, problem, spent } from './fake-api';

const REFRESH = 'POST /api/v1/auth/refresh';
const ME = 'GET /api/v1/users/me';
const me = () => Response.json(ADA);

function sharedStore(tokens: Tokens | undefined, channel: string): () => TokenStore {
  let kept = tokens;
  return () => ({ channel, load: () => kept, save: (given) => void (kept = given) });
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('Session', () => {
  it('asks again where the answer to a refresh is lost, with the same token', async () => {
    const api = fakeApi({
      [REFRESH]: (_request, count) => {
        if (count === 1) throw new TypeError('connection lost');
        return pair(1);
      },
      [ME]: me,
    });
    const client = api.client({ tokens: spent });
    expect(expectData(await client.GET('/api/v1/users/me'))).toEqual(ADA);
    const sent = await Promise.all(
      api.requests.slice(0, 2).map(async (request) => (await request.json()) as object),
    );
    expect(sent).toEqual([{ refresh_token: 'refresh-0' }, { refresh_token: 'refresh-0' }]);
  });

  it('tells its end once, and requests fail with auth.session_ended without asking', async () => {
    const api = fakeApi({ [REFRESH]: () => problem(401, 'auth.invalid_refresh_token') });
    const client = api.client({ tokens: spent });
    const heard: unknown[] = [];
    client.session.onChange((user, reason) => heard.push([user, reason]));
    for (let i = 0; i < 2; i += 1) {
      const { error } = await client.GET('/api/v1/users/me');
      expect(error).toMatchObject({ code: 'auth.session_ended', status: 401 });
    }
    expect(heard).toEqual([[undefined, 'ended']]);
    expect(api.asked).toEqual([REFRESH]);
  });

  it('takes over what a tab without locks has refreshed meanwhile', async () => {
    const open = sharedStore(spent, 'without-locks');
    const store = open();
    const api = fakeApi({
      [REFRESH]: () => {
        const later = Number.MAX_SAFE_INTEGER;
        void store.save({ ...spent, access_token: 'access-other', renew_at: later, expires_at: later });
        return problem(401, 'auth.invalid_refresh_token');
      },
      [ME]: (request) => Response.json({ token: request.headers.get('Authorization') }),
    });
    const client = api.client({ tokens: store });
    expect(expectData(await client.GET('/api/v1/users/me'))).toEqual({ token: 'Bearer access-other' });
    client.session.close();
  });

  it('tells other tabs who signed in, that it was somebody else, and that nobody is left', async () => {
    let user = ADA;
    const entry = () =>
      Response.json({ access_token: 'a', refresh_token: 'r', expires_in: 900, token_type: 'Bearer', user });
    const api = fakeApi({
      'POST /api/v1/auth/login': entry,
      'POST /api/v1/auth/logout': () => new Response(null, { status: 204 }),
    });
    const open = sharedStore(undefined, 'tabs');
    const [here, there] = [api.client({ tokens: open() }), api.client({ tokens: open() })];
    const heard: Array<[string | undefined, string]> = [];
    there.session.onChange((who, reason) => heard.push([who?.email, reason]));
    await here.session.login({ email: 'ada', password: 'x' });
    await until(() => heard.length === 1);
    user = { ...ADA, id: 'b'.repeat(24), email: 'bob@example.com' };
    await here.session.login({ email: 'bob', password: 'x' });
    await until(() => heard.length === 2);
    expect((await there.session.user())?.email).toBe('bob@example.com');
    await here.session.logout();
    await until(() => heard.length === 3);
    expect(heard).toEqual([
      ['ada@example.com', 'signed_in'],
      ['bob@example.com', 'other_user'],
      [undefined, 'signed_out_elsewhere'],
    ]);
    const { error } = await there.GET('/api/v1/users/me');
    expect(error).toMatchObject({ code: 'auth.session_ended' });
    here.session.close();
    there.session.close();
  });

  it.each(['token', 'cookie'] as const)(
    'asks for a second factor where there is one, in the mode %s',
    async (mode) => {
      const base = `POST /api/v1/auth/${mode === 'cookie' ? 'cookie/' : ''}login`;
      const required = { status: 'mfa_required', ticket: 't', factors: ['totp'], expires_in: 300 };
      const api = fakeApi({
        [base]: () => Response.json(required, { status: 202 }),
        [`${base}/factor`]: () =>
          Response.json({
            access_token: 'a',
            expires_in: 900,
            token_type: 'Bearer',
            user: ADA,
            device_token: 'd',
          }),
        [ME]: me,
      });
      const { session } = api.client({ mode });
      const begun = await session.login({ email: 'ada', password: 'x' });
      if (begun.status === 'signed_in') throw new Error('no factor was asked for');
      expect(begun).toEqual(required);
      const { ticket } = begun;
      const done = await session.loginFactor({ ticket, code: '123456', remember_device: true });
      expect(done).toEqual({ user: ADA, device_token: 'd' });
      expect(await api.requests.at(-1)?.json()).toEqual({
        ticket: 't',
        code: '123456',
        remember_device: true,
      });
      expect(await session.accessToken()).toBe('a');
      session.close();
    },
  );

  describe('signed out while new tokens are on their way', () => {
    const LOGOUT = 'POST /api/v1/auth/logout';
    const done = () => new Response(null, { status: 204 });

    /** An API whose answer to a refresh waits until it is let go. */
    function heldApi(mode: 'token' | 'cookie' = 'token', answerOfRefresh = () => pair(1)) {
      const path = mode === 'cookie' ? '/api/v1/auth/cookie' : '/api/v1/auth';
      const api = fakeApi({
        [`POST ${path}/refresh`]: answerOfRefresh,
        [`POST ${path}/logout`]: done,
        [ME]: me,
      });
      let release = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      const fetch: typeof globalThis.fetch = async (input, init) => {
        const answer = await api.fetch(input, init);
        if (new Request(input).url.endsWith('/refresh')) await held;
        return answer;
      };
      return { ...api, fetch, release };
    }

    it('keeps none, tells nobody, and is not signed in', async () => {
      const open = sharedStore(spent, 'signed-out-here');
      const store = open();
      const api = heldApi();
      const client = api.client({ tokens: store, fetch: api.fetch });
      const heard: string[] = [];
      client.session.onChange((_user, reason) => heard.push(reason));
      const refreshing = client.session.fresh();
      await until(() => api.asked.includes(REFRESH));
      await client.session.logout();
      api.release();
      expect(await refreshing).toBeUndefined();
      expect(store.load()).toBeUndefined();
      expect(await client.session.user()).toBeUndefined();
      expect(heard).toEqual(['signed_out']);
      expect(api.asked).toEqual([REFRESH, LOGOUT]);
      client.session.close();
    });

    it('keeps none in the cookie mode, where the page had no tokens yet', async () => {
      const api = heldApi('cookie');
      const client = api.client({ mode: 'cookie', fetch: api.fetch });
      const refreshing = client.session.fresh();
      await until(() => api.asked.length > 0);
      await client.session.logout();
      api.release();
      expect(await refreshing).toBeUndefined();
      expect(await client.session.accessToken()).toBeUndefined();
      client.session.close();
    });

    it('keeps none where another tab signed out', async () => {
      const open = sharedStore(spent, 'signed-out-there');
      const [store, api] = [open(), heldApi()];
      const here = api.client({ tokens: store, fetch: api.fetch });
      const there = api.client({ tokens: open() });
      const refreshing = here.session.fresh();
      await until(() => api.asked.includes(REFRESH));
      await there.session.logout();
      api.release();
      expect(await refreshing).toBeUndefined();
      expect(store.load()).toBeUndefined();
      for (const { session } of [here, there]) session.close();
    });

    it.each([
      ['the server has ended it', () => problem(401, 'auth.invalid_refresh_token')],
      ['the server fails', () => problem(400, 'validation.failed')],
    ])('is over once, also where %s', async (_case, answer) => {
      const tokens = { ...spent, expires_at: Number.MAX_SAFE_INTEGER };
      const api = heldApi('token', answer);
      const client = api.client({ tokens, fetch: api.fetch });
      const heard: string[] = [];
      client.session.onChange((_user, reason) => heard.push(reason));
      const refreshing = client.session.fresh().catch(() => undefined);
      await until(() => api.asked.includes(REFRESH));
      await client.session.logout();
      api.release();
      expect(await refreshing).toBeUndefined();
      expect([heard, client.session.ended]).toEqual([['signed_out'], false]);
      client.session.close();
    });

    it('keeps those of who signed in meanwhile', async () => {
      const open = sharedStore(spent, 'signed-in-again');
      const [store, api] = [open(), heldApi()];
      const client = api.client({ tokens: store, fetch: api.fetch });
      const refreshing = client.session.fresh();
      await until(() => api.asked.includes(REFRESH));
      await client.session.logout();
      const later = Number.MAX_SAFE_INTEGER;
      const other = { ...spent, access_token: 'access-other', renew_at: later, expires_at: later };
      await store.save(other);
      api.release();
      expect(await refreshing).toEqual(other);
      expect(store.load()).toEqual(other);
      client.session.close();
    });
  });

  it('restores a reloaded page by the cookie in the cookie mode, and sends credentials with it', async () => {
    const sent: Array<[string, RequestCredentials | undefined]> = [];
    const fetch: typeof globalThis.fetch = (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      sent.push([new URL(url).pathname, init?.credentials]);
      return Promise.resolve(
        url.endsWith('/refresh')
          ? Response.json({ access_token: 'a', expires_in: 900, token_type: 'Bearer', user: ADA })
          : me(),
      );
    };
    const client = createTickfolioClient({ baseUrl: 'http://api.test', mode: 'cookie', fetch });
    expect(await client.session.user()).toEqual(ADA);
    await client.GET('/api/v1/users/me');
    expect(sent[0]).toEqual(['/api/v1/auth/cookie/refresh', 'include']);
    expect(sent).toHaveLength(2);
    client.session.close();
  });

  it('keeps tokens in the cookie of a server that renders, without the user', async () => {
    let cookie: string | undefined;
    const store = () => tokensInCookie({ read: () => cookie, write: (value) => void (cookie = value) });
    await store().save({ ...spent, user: undefined });
    expect(await store().load()).toEqual(spent);
    await store().save(undefined);
    expect(await store().load()).toBeUndefined();
  });
});
