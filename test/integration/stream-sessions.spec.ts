import { userRoom } from '../../src/platform/stream/sockets/rooms';
import { SessionReady, SessionTerms } from '../../src/platform/stream/stream-events';
import { testVariables } from '../support/application/app';
import { eventually } from '../support/waiting/eventually';
import {
  ask,
  breakConnection,
  ClientSocket,
  closeStreams,
  comeBack,
  connected,
  nextEvent,
  openStream,
  refusedWith,
  tcpOf,
} from '../support/stream/stream-client';
import { startStreamInstance, StreamInstance } from '../support/stream/stream-instance';

const USER = 'a'.repeat(24);
const OTHER = 'b'.repeat(24);

declare module '../../src/platform/stream/stream-events' {
  interface ServerEvents {
    'test:news': (news: { number: number }) => void;
  }
}

function newsOf(socket: ClientSocket): number[] {
  const numbers: number[] = [];
  socket.on('test:news', ({ number }) => numbers.push(number));
  return numbers;
}

describe('sessions of the stream over instances', () => {
  const variables = testVariables({ CORS_ORIGINS: 'https://app.example' });
  const running: StreamInstance[] = [];
  let first: StreamInstance;
  let second: StreamInstance;
  let worker: StreamInstance;

  async function start(options?: { worker: boolean }): Promise<StreamInstance> {
    const instance = await startStreamInstance(variables, options);
    running.push(instance);
    return instance;
  }

  function tell(from: StreamInstance, user: string, number: number): void {
    from.server.namespace.to(userRoom(user)).emit('test:news', { number });
  }

  beforeAll(async () => {
    [first, second, worker] = [await start(), await start(), await start({ worker: true })];
    await eventually(() => running.every(({ server }) => server.place));
  });

  afterEach(closeStreams);

  afterAll(async () => {
    for (const instance of running) await instance.close();
  });

  it('lets nobody in without a good token, and tells the code', async () => {
    for (const token of [undefined, '', 'nonsense', 42, null, { user: 1 }]) {
      expect(await refusedWith(openStream(first.url, { token }))).toBe('auth.invalid_token');
    }
  });

  it.each(['polling', 'websocket'] as const)('lets no foreign origin in by %s', async (transport) => {
    const options = { token: `${USER}/s`, transports: [transport] };
    const foreign = openStream(first.url, { ...options, origin: 'https://evil.example' });
    expect(await refusedWith(foreign)).toMatch(/^(xhr poll|websocket) error$/);
    const own = openStream(first.url, { ...options, origin: 'https://app.example' });
    await connected(own);
    expect(own.connected).toBe(true);
  });

  it('keeps of a handshake neither token nor headers once it let the client in', async () => {
    await connected(openStream(first.url, { token: `${USER}/kept` }));
    const [socket] = first.server.namespace.sockets.values();
    expect(socket?.data.identity.sessionId).toBe('kept');
    expect(socket?.handshake).toMatchObject({ auth: {}, headers: {}, query: {} });
    expect(JSON.stringify(socket?.handshake)).not.toContain('kept');
  });

  it('ends a socket when its token expires, and says so', async () => {
    const socket = openStream(first.url, { token: `${USER}/s/300` });
    const said = nextEvent(socket, 'session:expired');
    const reason = nextEvent(socket, 'disconnect');
    await said;
    expect(await reason).toBe('io server disconnect');
    await eventually(() => first.server.namespace.sockets.size === 0);
  });

  it('keeps a socket whose token is renewed, by the same user only', async () => {
    const socket = openStream(first.url, { token: `${USER}/one/1500` });
    await connected(socket);
    expect(await ask(socket, 'session:renew', { token: `${OTHER}/x` })).toMatchObject({
      error: { code: 'stream.other_user' },
    });
    for (const wrong of [{ token: 'nonsense' }, {}, null, 'text', []]) {
      expect(await ask(socket, 'session:renew', wrong)).toMatchObject({
        error: { code: 'auth.invalid_token' },
      });
    }
    expect(await ask(socket, 'session:renew')).toMatchObject({
      error: { code: 'validation.failed', errors: [{ field: 'token' }] },
    });
    const expired = jest.fn();
    socket.on('session:expired', expired);
    const renewed = await ask<SessionTerms>(socket, 'session:renew', { token: `${USER}/two/60000` });
    expect(Date.parse(renewed.expires_at)).toBeGreaterThan(Date.now() + 30_000);
    const [serverSide] = first.server.namespace.sockets.values();
    expect([...(serverSide?.rooms ?? [])]).toEqual(expect.arrayContaining([`session:two`, `user:${USER}`]));
    expect([...(serverSide?.rooms ?? [])]).not.toContain('session:one');
    const short = openStream(first.url, { token: `${OTHER}/late/1600` });
    await nextEvent(short, 'session:expired');
    expect(expired).not.toHaveBeenCalled();
    expect(socket.connected).toBe(true);
  });

  it('brings what a worker emits to the clients of every instance', async () => {
    const sockets = [
      openStream(first.url, { token: `${USER}/s` }),
      openStream(second.url, { token: `${USER}/s` }),
    ];
    const stranger = openStream(second.url, { token: `${OTHER}/s` });
    const news = [...sockets, stranger].map(newsOf);
    await Promise.all([...sockets, stranger].map(connected));
    for (let number = 1; number <= 50; number += 1) tell(worker, USER, number);
    await eventually(() => news[0]?.length === 50 && news[1]?.length === 50);
    expect(news[0]).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    expect(news[1]).toEqual(news[0]);
    expect(news[2]).toEqual([]);
  });

  it.each([
    ['after it had news', true],
    ['that never had news', false],
  ])('sends a client %s all it missed, on another instance', async (_, hadNews) => {
    const socket = openStream(first.url, { token: `${USER}/s` });
    const news = newsOf(socket);
    expect(await nextEvent<SessionReady>(socket, 'session:ready')).toMatchObject({ resumed: false });
    if (hadNews) {
      tell(worker, USER, 0);
      await eventually(() => news.length === 1);
    }
    await breakConnection(socket);
    tell(worker, USER, 1);
    tell(first, USER, 2);
    tell(worker, OTHER, 99);
    await eventually(() => first.server.namespace.sockets.size === 0);
    tell(second, USER, 3);
    const ready = nextEvent<SessionReady>(socket, 'session:ready');
    await comeBack(socket, second.url);
    expect(await ready).toMatchObject({ resumed: true });
    tell(worker, USER, 4);
    const all = hadNews ? [0, 1, 2, 3, 4] : [1, 2, 3, 4];
    await eventually(() => news.length === all.length);
    expect([...news].sort()).toEqual(all);
  });

  it('sends what was missed, but calls nothing resumed, when the first instance has not noticed the break', async () => {
    const socket = openStream(first.url, { token: `${USER}/s` });
    const news = newsOf(socket);
    await nextEvent(socket, 'session:ready');
    const [serverSide] = first.server.namespace.sockets.values();
    jest.spyOn(first.server.namespace.adapter, 'persistSession').mockReturnValue(undefined);
    await breakConnection(socket);
    expect(serverSide).toBeDefined();
    tell(worker, USER, 1);
    const ready = nextEvent<SessionReady>(socket, 'session:ready');
    await comeBack(socket, second.url);
    expect(await ready).toMatchObject({ resumed: false });
    await eventually(() => news.length === 1);
    expect(socket.recovered).toBe(false);
    jest.restoreAllMocks();
  });

  it('says so when what was missed can no longer be told', async () => {
    const socket = openStream(first.url, { token: `${USER}/s` });
    await nextEvent(socket, 'session:ready');
    await breakConnection(socket);
    await first.redis.commands.del(first.redis.key('stream'));
    const ready = nextEvent<SessionReady>(socket, 'session:ready');
    await comeBack(socket, second.url);
    expect(await ready).toMatchObject({ resumed: false });
    const lost = running.map(({ server }) => server.place);
    tell(worker, USER, 1);
    await eventually(() => running.every(({ server }, i) => server.place !== lost[i]));
  });

  it('gives nothing of a session to another user, nor to one whose token is no longer good', async () => {
    const socket = openStream(first.url, { token: `${USER}/s` });
    const news = newsOf(socket);
    await nextEvent(socket, 'session:ready');
    for (const [token, code] of [
      [`${OTHER}/s`, 'stream.other_user'],
      ['revoked', 'auth.invalid_token'],
    ]) {
      await breakConnection(socket);
      tell(worker, USER, 1);
      await eventually(() => first.server.namespace.sockets.size === 0);
      socket.auth = { token };
      const refused = refusedWith(socket);
      await comeBack(socket, second.url).catch(() => undefined);
      expect(await refused).toBe(code);
      expect(news).toEqual([]);
      socket.auth = { token: `${USER}/s` };
      await comeBack(socket, first.url);
      await eventually(() => news.length === 1);
      news.length = 0;
    }
  });

  it('ends the sockets of a session on all instances', async () => {
    const sockets = [
      openStream(first.url, { token: `${USER}/gone` }),
      openStream(second.url, { token: `${USER}/gone` }),
    ];
    const kept = openStream(second.url, { token: `${USER}/kept` });
    await Promise.all([...sockets, kept].map(connected));
    const reasons = sockets.map((socket) => nextEvent(socket, 'disconnect'));
    worker.server.namespace.in('session:gone').disconnectSockets(true);
    expect(await Promise.all(reasons)).toEqual(['io server disconnect', 'io server disconnect']);
    expect(kept.connected).toBe(true);
  });

  it('refuses unknown events, floods, and more sockets than a user needs', async () => {
    const socket = openStream(first.url, { token: `${USER}/s` });
    await connected(socket);
    for (const name of ['no:such', 'error', '__proto__']) {
      expect(await ask(socket, name, {})).toMatchObject({ error: { code: 'stream.unknown_event' } });
    }
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => ask<{ error: { code: string } }>(socket, 'session:renew', {})),
    );
    expect(new Set(answers.map(({ error }) => error.code))).toEqual(
      new Set(['auth.invalid_token', 'stream.too_many_events']),
    );
    const ended = nextEvent(socket, 'disconnect');
    for (let i = 0; i < 1_000; i += 1) socket.emit('session:renew', { token: '' }, () => undefined);
    expect(await ended).toBe('io server disconnect');
    const many = Array.from({ length: 20 }, () => openStream(first.url, { token: `${OTHER}/s` }));
    await Promise.all(many.map(connected));
    expect(await refusedWith(openStream(first.url, { token: `${OTHER}/s` }))).toBe('stream.too_many_sockets');
  });

  it('refuses what is nested too deep, by a code that says so', async () => {
    const socket = openStream(first.url, { token: `${USER}/deep` });
    await connected(socket);
    const depth = 50;
    const nested: unknown = JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    await expect(ask(socket, 'session:renew', nested)).resolves.toMatchObject({
      error: { code: 'http.unacceptable_json' },
    });
  });

  it('limits what one address may begin, whether or not it has a token', async () => {
    const limited = await startStreamInstance(testVariables({ RATE_LIMIT_PER_MINUTE: '5' }));
    const handshake = () => fetch(`${limited.url}/socket.io/?EIO=4&transport=polling`);
    const statuses: number[] = [];
    for (let number = 0; number < 7; number++) statuses.push((await handshake()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 403, 403]);
    await limited.close();
  });

  it('closes a connection that sends a message larger than any should be', async () => {
    const socket = openStream(first.url, { token: `${USER}/s` });
    await connected(socket);
    const ended = nextEvent(socket, 'disconnect');
    socket.emit('session:renew', { token: 'x'.repeat(70_000) }, () => undefined);
    expect(await ended).toBe('transport close');
  });

  it('refuses every other namespace', async () => {
    const { io } = await import('socket.io-client');
    const root = io(first.url, { transports: ['websocket'], forceNew: true, auth: { token: `${USER}/s` } });
    const error = await new Promise<Error>((resolve) => root.once('connect_error', resolve));
    expect(error).toMatchObject({ data: { code: 'stream.unknown_namespace' } });
    root.disconnect();
  });

  it('sends its clients to another instance when it closes', async () => {
    const closing = await start();
    await eventually(() => closing.server.place);
    const socket = openStream(closing.url, { token: `${USER}/s` });
    const news = newsOf(socket);
    await nextEvent(socket, 'session:ready');
    Object.assign(socket.io, { uri: first.url });
    const reason = nextEvent(socket, 'disconnect');
    const ready = nextEvent<SessionReady>(socket, 'session:ready');
    closing.lifecycle.drain();
    await refusedWith(openStream(closing.url, { token: `${USER}/s` }));
    await closing.close();
    expect(await reason).toBe('transport close');
    expect(await ready).toMatchObject({ resumed: true });
    expect(socket.recovered).toBe(true);
    tell(worker, USER, 1);
    await eventually(() => news.length === 1);
  });

  it('closes at once even when a client does not read', async () => {
    const closing = await startStreamInstance(variables);
    const socket = openStream(closing.url, { token: `${USER}/s` });
    await connected(socket);
    tcpOf(socket).pause();
    await closing.close();
    expect(closing.isListening()).toBe(false);
    tcpOf(socket).resume();
  });
});
