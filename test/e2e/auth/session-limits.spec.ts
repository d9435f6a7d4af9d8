import request from 'supertest';
import { Clock } from '../../../src/common/clock';
import { Account, login, registerSuperuser, registerUser } from '../../support/application/accounts';
import { startApp, startFleet, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import { RedisServer } from '../../support/stores/redis-server';
import { closeStreams, connected, openStream } from '../../support/stream/stream-client';

type Tokens = Pick<Account, 'access_token' | 'refresh_token'>;

const get = (app: TestApp, path: string, { access_token }: Tokens) =>
  request(app.url).get(`/api/v1/auth/${path}`).set('Authorization', `Bearer ${access_token}`);

const end = (app: TestApp, sessionId: string, { access_token }: Tokens) =>
  request(app.url)
    .delete(`/api/v1/auth/sessions/${sessionId}`)
    .set('Authorization', `Bearer ${access_token}`);

const refresh = (app: TestApp, { refresh_token }: Tokens) =>
  request(app.url).post('/api/v1/auth/refresh').send({ refresh_token });

describe('a session', () => {
  const IDLE = 3_600;
  const MAX_AGE = 3 * IDLE;
  /** more than the two seconds that a standing is believed without asking again */
  const MOMENT = 10;

  let running: TestApp;
  let now = Date.now();

  const advance = (seconds: number) => void (now += seconds * 1_000);

  beforeAll(async () => {
    // access tokens outlast every session here, so that what refuses them is the session's end
    running = await startApp({
      JWT_ACCESS_TTL: '86400',
      JWT_REFRESH_TTL: `${IDLE}`,
      SESSION_MAX_AGE: `${MAX_AGE}`,
    });
    jest.spyOn(running.app.get(Clock), 'now').mockImplementation(() => new Date(now));
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    await running.close();
  });

  async function refreshed(tokens: Tokens): Promise<Tokens> {
    const { body } = await refresh(running, tokens).expect(200);
    return body;
  }

  async function expectAlive(tokens: Tokens): Promise<void> {
    await get(running, 'me', tokens).expect(200);
  }

  async function expectEnded(...issued: [Tokens, ...Tokens[]]): Promise<void> {
    for (const tokens of issued) {
      const refused = await get(running, 'me', tokens).expect(401);
      expect(refused.body.code).toBe('auth.session_ended');
      const unrefreshed = await refresh(running, tokens).expect(401);
      expect(unrefreshed.body.code).toBe('auth.invalid_refresh_token');
    }
  }

  async function listed(tokens: Tokens): Promise<{ id: string; current: boolean; expires_at: string }[]> {
    const { body } = await get(running, 'sessions', tokens).expect(200);
    return body.items;
  }

  it('ends when it lies idle for the whole idle limit, with its access tokens', async () => {
    const account = await registerUser(running);
    advance(IDLE - MOMENT);
    await expectAlive(account);
    advance(MOMENT);
    await expectEnded(account);
  });

  it('is not prolonged by requests, only by refreshing', async () => {
    const used = await registerUser(running);
    const first = await registerUser(running);
    advance(IDLE - MOMENT);
    await expectAlive(used);
    const second = await refreshed(first);
    advance(IDLE - MOMENT);
    await expectEnded(used);
    await expectAlive(first);
    await expectAlive(second);
    advance(MOMENT);
    await expectEnded(second, first);
  });

  it('gives the refresh token spent last the same successor for ten seconds, then it ends', async () => {
    const account = await registerUser(running);
    const second = await refreshed(account);
    advance(9);
    expect((await refreshed(account)).refresh_token).toBe(second.refresh_token);
    await expectAlive(second);
    advance(2);
    await refresh(running, account).expect(401);
    await expectEnded(second);
  });

  it('ends when a token before the last comes back, however soon', async () => {
    const account = await registerUser(running);
    const third = await refreshed(await refreshed(account));
    await refresh(running, account).expect(401);
    await expectEnded(third);
  });

  it('ends at its greatest age, however often it is refreshed', async () => {
    const account = await registerUser(running);
    const end = new Date(now + MAX_AGE * 1_000).toISOString();
    let tokens: Tokens = account;
    for (let age = 0; age < MAX_AGE - MOMENT; age += IDLE / 2) {
      advance(age === 0 ? IDLE / 2 - MOMENT : IDLE / 2);
      tokens = await refreshed(tokens);
    }
    await expectAlive(tokens);
    expect(await listed(tokens)).toMatchObject([{ current: true, expires_at: end }]);
    advance(MOMENT);
    await expectEnded(tokens, account);
  });

  it('is listed until it ends, and not after', async () => {
    const idle = await registerUser(running);
    advance(IDLE - MOMENT);
    const later = await login(running, idle.user.email, idle.password);
    expect((await listed(later)).map(({ current }) => current).sort()).toEqual([false, true]);
    const gone = (await listed(later)).find(({ current }) => !current)!.id;
    advance(MOMENT);
    expect((await listed(later)).map(({ current }) => current)).toEqual([true]);
    const { body } = await end(running, gone, later).expect(404);
    expect(body.code).toBe('auth.session_not_found');
  });
});

describe('a session revoked while Redis is away', () => {
  let redis: RedisServer;
  let fleet: Awaited<ReturnType<typeof startFleet>>;

  beforeAll(async () => {
    redis = await new RedisServer().start();
    fleet = await startFleet({ REDIS_URL: redis.url, ROLE: 'api' });
  });

  afterAll(async () => {
    await closeStreams();
    await fleet.close();
    await redis.remove();
  });

  /** A session seen by both instances, with a socket on the second, and another of the same user to end it from. */
  async function establish() {
    const [one, two] = fleet.apps;
    const lost = await registerUser(one);
    const kept = await login(one, lost.user.email, lost.password);
    const { body } = await get(one, 'sessions', lost).expect(200);
    const { id } = body.items.find(({ current }: { current: boolean }) => current);
    await get(two, 'me', lost).expect(200);
    const socket = openStream(two.url, { token: lost.access_token });
    await connected(socket);
    return { lost, kept, id, socket };
  }

  it('is refused by the other instances too, and its sockets close', async () => {
    const [one, two] = fleet.apps;
    const { lost, kept, id, socket } = await establish();
    const other = await establish();
    await redis.stop();

    await get(two, 'me', lost).expect(200);
    await end(one, id, kept).expect(204);
    await eventually(() => !socket.connected);
    expect(other.socket.connected).toBe(true);

    await get(one, 'me', lost).expect(401);
    const refused = await eventually(() => get(two, 'me', lost).expect(401));
    expect(refused.body.code).toBe('auth.session_ended');
    await refresh(two, lost).expect(401);
    await get(two, 'me', kept).expect(200);
    await refresh(two, kept).expect(200);

    await redis.start();
    await end(one, other.id, other.kept).expect(204);
    await eventually(() => !other.socket.connected);
    await get(two, 'me', other.lost).expect(401);
  });

  it('is that of a superuser no more after a demotion, sockets included', async () => {
    const [one, two] = fleet.apps;
    const boss = await registerSuperuser(one);
    const demoted = await registerSuperuser(one);
    const sockets = [demoted, boss].map(({ access_token }) => openStream(two.url, { token: access_token }));
    await Promise.all(sockets.map(connected));
    await redis.stop();
    await request(one.url)
      .patch(`/api/v1/users/${demoted.user.id}`)
      .set(boss.authorization)
      .send({ is_superuser: false })
      .expect(200);
    await eventually(() => !sockets[0]?.connected);
    expect(sockets[1]?.connected).toBe(true);
    await request(two.url).get('/api/v1/users').set(demoted.authorization).expect(403);
    await get(two, 'me', demoted).expect(200);
    await redis.start();
  });
});
