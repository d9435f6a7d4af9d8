import { setTimeout as pause } from 'node:timers/promises';
import { Account, registerUser } from '../support/accounts';
import { eventually } from '../support/eventually';
import { Fleet, startFleet } from '../support/fleet';
import { RunningProcess } from '../support/process';
import { ask, closeStreams, connected, openStream } from '../support/stream-client';

const LIMIT = 400;

/** Three APIs and two workers behind a plain round-robin proxy, of which one each is killed without a word and replaced. */
describe('a fleet that loses an API and a worker', () => {
  let fleet: Fleet;

  beforeAll(async () => {
    fleet = await startFleet(
      { apis: 3, workers: 2 },
      { RATE_LIMIT_PER_MINUTE: `${LIMIT}`, MARKET_REFRESH_SECONDS: '1' },
    );
  }, 180_000);

  afterAll(async () => {
    await closeStreams();
    await fleet.close();
  });

  it('loses no accepted work and fails no request but those on the killed connections', async () => {
    const accounts = await Promise.all(Array.from({ length: 4 }, () => registerUser(fleet)));
    const watched = new Map(accounts.map(({ user }) => [user.id, 0]));
    for (const { user, access_token } of accounts) {
      const socket = openStream(fleet.url, { token: access_token });
      socket.on('market:tick', () => watched.set(user.id, (watched.get(user.id) ?? 0) + 1));
      socket.on('connect', () => void ask(socket, 'market:subscribe', { symbols: ['AAPL', 'MSFT'] }));
      await connected(socket);
    }

    const accepted: { account: Account; report: string }[] = [];
    const unanswered: number[] = [];
    let working = true;
    const clients = accounts.map(async (account) => {
      const call = caller(fleet, account);
      const portfolio = await call('POST', '/portfolio', {
        name: 'Fleet',
        assets: [{ symbol: 'AAPL', quantity: 1, purchase_price: 100, purchase_date: '2024-01-02' }],
      });
      while (working) {
        const order = { portfolio_id: portfolio.body.id, type: 'holdings', format: 'json' };
        const answer = await call('POST', '/reports', order);
        if (answer.status === 202) accepted.push({ account, report: String(answer.body.id) });
        else unanswered.push(answer.status);
        await pause(250);
      }
    });

    let killedApi: RunningProcess | undefined;
    try {
      await eventually(() => accepted.length >= 4, { within: 30_000 });
      const [api] = fleet.apis as [RunningProcess];
      killedApi = api;
      const [killedWorker] = fleet.workers as [RunningProcess];
      await Promise.all([api.kill('SIGKILL'), killedWorker.kill('SIGKILL')]);
      await Promise.all([fleet.startApi(), fleet.startWorker()]);
      const before = accepted.length;
      await eventually(() => accepted.length >= before + 4, { within: 30_000 });
    } finally {
      working = false;
      await Promise.all(clients);
    }

    // What failed is what the killed API had taken and not answered, nothing else.
    expect(fleet.balancer.cut.filter(({ instance }) => instance !== killedApi?.url)).toEqual([]);
    expect(unanswered.filter((status) => status !== 502)).toEqual([]);
    expect(unanswered.length).toBeLessThanOrEqual(fleet.balancer.cut.length);

    for (const { account, report } of accepted) {
      await eventually(
        async () => (await caller(fleet, account)('GET', `/reports/${report}`)).body.status === 'completed',
        { within: 90_000 },
      );
    }
    const ticks = new Map(watched);
    await eventually(() => [...watched].every(([user, count]) => count > (ticks.get(user) ?? 0)), {
      within: 30_000,
    });
  }, 240_000);

  it('counts a limit over all instances', async () => {
    const call = caller(fleet, await registerUser(fleet));
    const statuses: number[] = [];
    // Were it counted by each instance alone, all of these would pass.
    while (!statuses.includes(429) && statuses.length < 2 * LIMIT + 100) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => call('GET', '/users/me')));
      statuses.push(...answers.map(({ status }) => status));
    }
    const used = [...fleet.balancer.answers.values()].filter((count) => count > LIMIT / 8);
    expect(used.length).toBeGreaterThanOrEqual(3);
    expect(statuses).toContain(429);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
  }, 120_000);
});

function caller(fleet: Fleet, { authorization }: Account) {
  return async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${fleet.url}/api/v1${path}`, {
      method,
      headers: { ...authorization, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
  };
}
