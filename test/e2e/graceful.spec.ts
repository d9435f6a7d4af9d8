import { join } from 'node:path';
import { Agent, get, IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { Account, registerUser } from '../support/accounts';
import { testVariables } from '../support/app';
import { eventually } from '../support/eventually';
import { Fleet, startFleet } from '../support/fleet';
import { RunningProcess, startProcess } from '../support/process';
import { RedisServer } from '../support/redis-server';
import { closeStreams, connected, nextEvent, openStream } from '../support/stream-client';

describe('SIGTERM under load', () => {
  let fleet: Fleet;
  let account: Account;

  beforeAll(async () => {
    fleet = await startFleet({ apis: 2, workers: 0 }, { DRAIN_SECONDS: '1' });
    account = await registerUser(fleet);
  }, 120_000);

  afterAll(async () => {
    await closeStreams();
    await fleet.close();
  });

  it('costs not one request, moves the sockets and ends with 0', async () => {
    const load = startLoad(fleet.url, account);
    const [leaving, staying] = fleet.apis as [RunningProcess, RunningProcess];
    const socket = openStream(leaving.url, { token: account.access_token });
    await connected(socket);
    await eventually(() => (fleet.balancer.answers.get(leaving.url) ?? 0) > 20);

    const moved = nextEvent<string>(socket, 'disconnect');
    const exit = leaving.kill('SIGTERM');
    await eventually(async () => (await fetch(`${leaving.url}/health/ready`)).status === 503);
    const reason = await moved;
    // This reason, unlike a disconnect by the server, lets the client reconnect by itself.
    expect(reason).toBe('transport close');
    Object.assign(socket.io, { uri: staying.url });
    await eventually(() => socket.connected);

    expect(await exit).toEqual({ code: 0, signal: null });
    const answered = load.statuses.length;
    await eventually(() => load.statuses.length > answered + 50);
    await load.stop();
    expect(fleet.balancer.cut).toEqual([]);
    expect(new Set(load.statuses)).toEqual(new Set([200]));
  }, 120_000);
});

describe('a leaving process', () => {
  it('ends kept-alive connections with its next answer, and finishes a request in flight', async () => {
    const running = await startProcess({ ...testVariables(), DRAIN_SECONDS: '1' });
    const account = await registerUser(running);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const first = await read(`${running.url}/health/live`, agent);
    expect(first.headers.connection).toBe('keep-alive');

    const slow = fetch(`${running.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: account.user.email, password: account.password }),
    });
    const exit = running.kill('SIGTERM');
    await eventually(async () => (await fetch(`${running.url}/health/ready`)).status === 503);
    const next = await read(`${running.url}/health/live`, agent);
    expect(next.headers.connection).toBe('close');
    expect((await slow).status).toBe(200);
    expect(await exit).toEqual({ code: 0, signal: null });
    agent.destroy();
  }, 120_000);

  it.each(['away', 'frozen'] as const)(
    'finishes cleanly when Redis is %s, its workers too',
    async (state) => {
      const redis = await new RedisServer().start();
      try {
        const running = await startProcess({ ...testVariables({ REDIS_URL: redis.url }), ROLE: 'all' });
        if (state === 'away') await redis.stop();
        else redis.freeze();
        // 0 is the proof that it did not wait for its deadline, which ends it with 1.
        expect(await running.kill('SIGTERM')).toEqual({ code: 0, signal: null });
      } finally {
        await redis.remove();
      }
    },
    120_000,
  );

  it('ends with a log line and an error code after a rejection that nobody handled', async () => {
    const preload = join(__dirname, '../support/reject-on-sigusr2.cjs');
    const running = await startProcess({ ...testVariables(), NODE_OPTIONS: `--require ${preload}` });
    running.child.kill('SIGUSR2');
    expect(await running.exited).toEqual({ code: 1, signal: null });
    const last = await eventually(() =>
      running.lines.find((line) => line.includes('a promise nobody awaited')),
    );
    expect(JSON.parse(last)).toMatchObject({ level: 60, msg: 'ended by an unhandledRejection' });
  }, 120_000);
});

interface Load {
  statuses: number[];
  stop(): Promise<void>;
}

/** Eight clients that ask, and one that writes, without a pause. */
function startLoad(url: string, { authorization, user, password }: Account): Load {
  const statuses: number[] = [];
  let running = true;
  const repeat = async (ask: () => Promise<Response>) => {
    while (running) {
      const answer = await ask();
      await answer.arrayBuffer();
      statuses.push(answer.status);
    }
  };
  const reading = Array.from({ length: 8 }, () =>
    repeat(() => fetch(`${url}/api/v1/auth/me`, { headers: authorization })),
  );
  const signIn = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: user.email, password }),
  };
  const writing = repeat(() => fetch(`${url}/api/v1/auth/login`, signIn));
  return {
    statuses,
    stop: async () => {
      running = false;
      await Promise.all([...reading, writing]);
    },
  };
}

async function read(url: string, agent: Agent): Promise<IncomingMessage> {
  const [answer] = (await once(get(url, { agent }), 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  return answer;
}
