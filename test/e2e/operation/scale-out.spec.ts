import { setTimeout as pause } from 'node:timers/promises';
import { Tick } from '../../../src/market/ticks/tick';
import { NotificationDto } from '../../../src/notifications/dto/notification.dto';
import { Account, registerUser } from '../../support/application/accounts';
import { eventually } from '../../support/waiting/eventually';
import { Fleet, startFleet } from '../../support/application/fleet';
import { RunningProcess } from '../../support/application/process';
import { ask, closeStreams, connected, openStream } from '../../support/stream/stream-client';

const LIMIT = 1_000;
const ASSETS = [{ symbol: 'AAPL', quantity: 1, purchase_price: 100, purchase_date: '2024-01-02' }];

/** Three APIs and two workers behind a plain round-robin proxy, of which one each is killed without a word and replaced. */
describe('a fleet that loses an API and a worker', () => {
  let fleet: Fleet;

  beforeAll(async () => {
    fleet = await startFleet(
      { apis: 3, workers: 2 },
      { RATE_LIMIT_PER_MINUTE: `${LIMIT}`, MARKET_REFRESH_SECONDS: '1' },
    );
  });

  afterAll(async () => {
    await closeStreams();
    await fleet.close();
  });

  it('loses no accepted work and fails no request but those on the killed connections', async () => {
    const accounts = await Promise.all(Array.from({ length: 4 }, () => registerUser(fleet)));
    const viewers = await Promise.all(accounts.map((account) => watch(fleet, account)));

    const accepted: { account: Account; report: string }[] = [];
    const kept: { account: Account; portfolio: string }[] = [];
    const unanswered: number[] = [];
    let working = true;
    /** Asks again and again; what was not answered as it should be is counted. */
    const repeat = async (every: number, wanted: number, ask: () => Promise<Answer>, then?: Taken) => {
      while (working) {
        const { status, body } = await ask();
        if (status === wanted) then?.(String(body.id));
        else unanswered.push(status);
        await pause(every);
      }
    };
    const clients = accounts.map(async (account) => {
      const call = caller(fleet, account);
      const portfolio = { name: 'Fleet', assets: ASSETS };
      const { id } = (await call('POST', '/portfolio', portfolio)).body;
      const order = { portfolio_id: id, type: 'holdings', format: 'json', notify: true };
      await Promise.all([
        repeat(
          250,
          202,
          () => call('POST', '/reports', order),
          (report) => accepted.push({ account, report }),
        ),
        repeat(
          500,
          201,
          () => call('POST', '/portfolio', portfolio),
          (own) => kept.push({ account, portfolio: own }),
        ),
        repeat(200, 200, () => call('GET', '/market/real-time/AAPL')),
        repeat(200, 200, () => call('GET', `/portfolio/${String(id)}`)),
      ]);
    });

    let killedApi: RunningProcess | undefined;
    try {
      await eventually(() => accepted.length >= 4);
      const [api] = fleet.apis as [RunningProcess];
      killedApi = api;
      const [killedWorker] = fleet.workers as [RunningProcess];
      await Promise.all([api.kill('SIGKILL'), killedWorker.kill('SIGKILL')]);
      await Promise.all([fleet.startApi(), fleet.startWorker()]);
      const before = accepted.length;
      await eventually(() => accepted.length >= before + 4);
    } finally {
      working = false;
      await Promise.all(clients);
    }

    // What failed is what the killed API had taken and not answered, nothing else.
    expect(fleet.balancer.cut.filter(({ instance }) => instance !== killedApi?.url)).toEqual([]);
    expect(unanswered.filter((status) => status !== 502)).toEqual([]);
    expect(unanswered.length).toBeLessThanOrEqual(fleet.balancer.cut.length);

    for (const { account, portfolio } of kept) {
      expect((await caller(fleet, account)('GET', `/portfolio/${portfolio}`)).status).toBe(200);
    }
    for (const { account, report } of accepted) {
      await eventually(
        async () => (await caller(fleet, account)('GET', `/reports/${report}`)).body.status === 'completed',
      );
    }
    // Each is told once, whoever made the report.
    for (const account of accounts) {
      const own = accepted
        .filter(({ account: { user } }) => user.id === account.user.id)
        .map(({ report }) => report);
      const told = await eventually(async () => {
        const links = await reportsToldOf(fleet, account);
        return own.every((report) => links.some((link) => link.includes(report))) ? links : undefined;
      });
      expect(new Set(told).size).toBe(told.length);
    }
    const heard = viewers.map(({ ticks }) => ticks);
    await eventually(() => viewers.every(({ ticks }, i) => ticks > (heard[i] ?? 0)));
    expect(viewers.flatMap(({ outOfOrder }) => outOfOrder)).toEqual([]);
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
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(LIMIT);
  });
});

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

type Taken = (id: string) => void;

interface Viewer {
  ticks: number;
  /** ticks whose number was not above the last one of their symbol */
  outOfOrder: Tick[];
}

/** A socket through the proxy that comes back wherever the proxy sends it. */
async function watch(fleet: Fleet, { access_token }: Account): Promise<Viewer> {
  const viewer: Viewer = { ticks: 0, outOfOrder: [] };
  const last = new Map<string, number>();
  const socket = openStream(fleet.url, { token: access_token });
  socket.on('market:tick', (tick) => {
    viewer.ticks += 1;
    if (tick.seq < (last.get(tick.symbol) ?? 0)) viewer.outOfOrder.push(tick);
    last.set(tick.symbol, tick.seq);
  });
  socket.on('connect', () => void ask(socket, 'market:subscribe', { symbols: ['AAPL', 'MSFT'] }));
  await connected(socket);
  return viewer;
}

/** The links of all notifications of completed reports, newest first. */
async function reportsToldOf(fleet: Fleet, account: Account): Promise<string[]> {
  const links: string[] = [];
  for (let cursor = ''; ;) {
    const { body } = await caller(fleet, account)('GET', `/notifications?limit=100${cursor}`);
    const { items, next_cursor } = body as { items: NotificationDto[]; next_cursor: string | null };
    links.push(...items.filter(({ kind }) => kind === 'report_completed').map(({ link }) => String(link)));
    if (!next_cursor) return links;
    cursor = `&cursor=${next_cursor}`;
  }
}

function caller(fleet: Fleet, { authorization }: Account) {
  return async (method: string, path: string, body?: object): Promise<Answer> => {
    const answer = await fetch(`${fleet.url}/api/v1${path}`, {
      method,
      headers: { ...authorization, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
  };
}
