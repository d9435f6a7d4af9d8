import { join } from 'node:path';
import { Agent, get, IncomingMessage, request } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Account, registerUser } from '../../support/application/accounts';
import { testVariables } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import { Fleet, startFleet } from '../../support/application/fleet';
import { RunningProcess, startProcess } from '../../support/application/process';
import { RedisServer } from '../../support/stores/redis-server';
import { finishedReport, openPortfolio } from '../../support/features/reports';
import { closeStreams, connected, openStream } from '../../support/stream/stream-client';

describe('SIGTERM under load', () => {
  let fleet: Fleet;
  let account: Account;

  beforeAll(async () => {
    fleet = await startFleet({ apis: 2, workers: 2 }, { DRAIN_SECONDS: '1', LOG_LEVEL: 'info' });
    account = await registerUser(fleet);
  });

  afterAll(async () => {
    await closeStreams();
    await fleet.close();
  });

  it('costs not one request or report, moves the sockets, and ends an API and a worker with 0', async () => {
    const load = startLoad(fleet.url, account, await openPortfolio(fleet, account));
    const [leaving] = fleet.apis as [RunningProcess];
    const [leavingWorker] = fleet.workers as [RunningProcess];
    // So many that the leaving API surely has some, whose turn ever it is.
    const sockets = Array.from({ length: 16 }, () => openStream(fleet.url, { token: account.access_token }));
    const reasons: string[] = [];
    for (const socket of sockets) socket.on('disconnect', (reason) => reasons.push(reason));
    await Promise.all(sockets.map(connected));
    await eventually(() => (fleet.balancer.answers.get(leaving.url) ?? 0) > 20);
    // By then its threads run: their start, on a busy machine, may outlast the patience of a leaving worker.
    await eventually(() => leavingWorker.lines.some((line) => line.includes('completed, attempt 1')));

    const exits = Promise.all([leaving.kill('SIGTERM'), leavingWorker.kill('SIGTERM')]);
    await eventually(async () => (await fetch(`${leaving.url}/health/ready`)).status === 503);
    // 0 is the proof that neither waited for its deadline, which would end it with 1 after 14 seconds.
    const clean = { code: 0, signal: null };
    expect(await exits).toEqual([clean, clean]);
    await eventually(() => reasons.length > 0 && sockets.every(({ connected }) => connected));
    // This reason, unlike a disconnect by the server, lets the client come back by itself, elsewhere.
    expect(new Set(reasons)).toEqual(new Set(['transport close']));
    const answered = load.statuses.length;
    await eventually(() => load.statuses.length > answered + 50);
    await load.stop();

    expect(fleet.balancer.cut).toEqual([]);
    expect(new Set(load.statuses)).toEqual(new Set([200, 202]));
    // One attempt: the leaving worker finished what it had begun, unless its patience ended first, which it says.
    const most = leavingWorker.lines.some((line) => line.includes('leaves its running jobs')) ? 2 : 1;
    for (const id of load.reports) {
      const { status, attempts } = await finishedReport(fleet, account, id);
      expect(status).toBe('completed');
      expect(attempts).toBeLessThanOrEqual(most);
    }
  });
});

describe('a leaving process', () => {
  it('ends kept-alive connections with its next answer', async () => {
    const running = await startProcess({ ...testVariables(), DRAIN_SECONDS: '3' });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const first = await read(`${running.url}/health/live`, agent);
    expect(first.headers.connection).toBe('keep-alive');
    const exit = running.kill('SIGTERM');
    await eventually(async () => (await fetch(`${running.url}/health/ready`)).status === 503);
    const next = await read(`${running.url}/health/live`, agent);
    expect(next.headers.connection).toBe('close');
    expect(await exit).toEqual({ code: 0, signal: null });
    agent.destroy();
  });

  it('still serves an open connection when it takes no new ones', async () => {
    const running = await startProcess({ ...testVariables(), DRAIN_SECONDS: '1' });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await read(`${running.url}/health/live`, agent);
    const exit = running.kill('SIGTERM');
    await refusesConnections(running);
    const last = await read(`${running.url}/health/live`, agent);
    expect(last.statusCode).toBe(200);
    expect(last.headers.connection).toBe('close');
    expect(await exit).toEqual({ code: 0, signal: null });
    agent.destroy();
  }, 120_000);

  it('finishes a request in flight when it takes no more connections', async () => {
    const running = await startProcess({ ...testVariables(), DRAIN_SECONDS: '0' });
    const { user, password } = await registerUser(running);
    const body = JSON.stringify({ email: user.email, password });
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const slow = request(`${running.url}/api/v1/auth/login`, { method: 'POST', headers });
    const answer = once(slow, 'response') as Promise<[IncomingMessage]>;
    slow.write(body.slice(0, 10));
    await once(slow, 'socket');
    await fetch(`${running.url}/health/live`);

    const exit = running.kill('SIGTERM');
    await refusesConnections(running);
    slow.end(body.slice(10));
    const [{ statusCode }] = await answer;
    expect(statusCode).toBe(200);
    expect(await exit).toEqual({ code: 0, signal: null });
  });

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
  );

  it('ends with a log line and an error code after a rejection that nobody handled', async () => {
    const preload = join(__dirname, '../../support/application/reject-on-sigusr2.cjs');
    const running = await startProcess({ ...testVariables(), NODE_OPTIONS: `--require ${preload}` });
    running.child.kill('SIGUSR2');
    expect(await running.exited).toEqual({ code: 1, signal: null });
    const last = await eventually(() =>
      running.lines.find((line) => line.includes('a promise nobody awaited')),
    );
    expect(JSON.parse(last)).toMatchObject({ level: 60, msg: 'ended by an unhandledRejection' });
  });
});

interface Load {
  statuses: number[];
  /** the ids of those that were accepted */
  reports: string[];
  stop(): Promise<void>;
}

/** Eight clients that read and one that signs in without a pause, and one that orders ten reports a second. */
function startLoad(url: string, { authorization, user, password }: Account, portfolioId: string): Load {
  const statuses: number[] = [];
  const reports: string[] = [];
  let running = true;
  const repeat = async (ask: () => Promise<Response>, then?: (body: { id: string }) => void) => {
    while (running) {
      const answer = await ask();
      const body = (await answer.json()) as { id: string };
      statuses.push(answer.status);
      if (answer.ok) then?.(body);
    }
  };
  const post = (path: string, body: object) => () =>
    fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { ...authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const order = { portfolio_id: portfolioId, type: 'holdings', format: 'json' };
  const clients = [
    ...Array.from({ length: 8 }, () =>
      repeat(() => fetch(`${url}/api/v1/auth/me`, { headers: authorization })),
    ),
    repeat(post('/auth/login', { email: user.email, password })),
    repeat(
      () => pause(100).then(post('/reports', order)),
      ({ id }) => reports.push(id),
    ),
  ];
  return {
    statuses,
    reports,
    stop: async () => {
      running = false;
      await Promise.all(clients);
    },
  };
}

/** Waits for it; each try opens a connection of its own. */
async function refusesConnections({ url }: RunningProcess): Promise<void> {
  const { hostname, port } = new URL(url);
  await eventually(async () => {
    const socket = connect(Number(port), hostname);
    const refused = await once(socket, 'connect').then(
      () => false,
      () => true,
    );
    socket.destroy();
    return refused;
  });
}

async function read(url: string, agent: Agent): Promise<IncomingMessage> {
  const [answer] = (await once(get(url, { agent }), 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  return answer;
}
