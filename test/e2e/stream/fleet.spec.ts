import { setTimeout as pause } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { Variables } from '../../../src/config/load-environment';
import { Subscription } from '../../../src/market/stream/market.events';
import { Tick } from '../../../src/market/ticks/tick';
import { TickFeed } from '../../../src/market/ticks/tick-feed';
import { userRoom } from '../../../src/platform/stream/sockets/rooms';
import { SessionReady } from '../../../src/platform/stream/stream-events';
import { Account, login, registerUser } from '../../support/application/accounts';
import { testVariables } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import { startFaultyLink } from '../../support/stores/faulty-link';
import { RunningProcess, startProcess } from '../../support/application/process';
import { quoteOf } from '../../support/features/quotes';
import {
  ask,
  breakConnection,
  ClientSocket,
  closeStreams,
  comeBack,
  connected,
  nextEvent,
  openStream,
} from '../../support/stream/stream-client';
import { startStreamInstance, StreamInstance } from '../../support/stream/stream-instance';

declare module '../../../src/platform/stream/stream-events' {
  interface ServerEvents {
    'test:report': (report: { progress: number }) => void;
  }
}

const AWAY = 10_000;

/** Two API processes as they are deployed; the test itself is the worker. */
describe('the stream of a fleet', () => {
  let variables: Variables;
  let processes: RunningProcess[];
  let worker: StreamInstance;
  let feed: TickFeed;
  let account: Account;

  beforeAll(async () => {
    variables = testVariables({ ROLE: 'api' });
    processes = [await startProcess(variables), await startProcess(variables)];
    worker = await startStreamInstance(variables, { worker: true });
    feed = new TickFeed(worker.redis, new Registry());
    account = await registerUser({ url: url(0) });
  });

  afterEach(closeStreams);

  afterAll(async () => {
    await worker.close();
    const exits = await Promise.all(processes.map((running) => running.kill()));
    expect(exits).toEqual([
      { code: 0, signal: null },
      { code: 0, signal: null },
    ]);
  });

  function url(instance: 0 | 1): string {
    return processes[instance]?.url ?? '';
  }

  function report(progress: number): void {
    worker.server.namespace.to(userRoom(account.user.id)).emit('test:report', { progress });
  }

  function heard(socket: ClientSocket): { reports: number[]; ticks: Tick[] } {
    const reports: number[] = [];
    const ticks: Tick[] = [];
    socket.on('test:report', ({ progress }) => reports.push(progress));
    socket.on('market:tick', (tick) => ticks.push(tick));
    return { reports, ticks };
  }

  it('brings ticks and events of a worker to the clients of both', async () => {
    const clients = ([0, 1] as const).map((instance) =>
      openStream(url(instance), { token: account.access_token }),
    );
    const all = clients.map(heard);
    await Promise.all(clients.map(connected));
    for (const client of clients) await ask(client, 'market:subscribe', { symbols: ['AAPL'] });
    for (let i = 1; i <= 20; i += 1) {
      await feed.publish([quoteOf('AAPL', { close: i })]);
      report(i);
    }
    await eventually(() =>
      all.every(({ reports, ticks }) => reports.length === 20 && ticks.at(-1)?.close === 20),
    );
    expect(all[0]?.reports).toEqual(all[1]?.reports);
  });

  it('tells each the ticks of what its own clients watch', async () => {
    const received = async (instance: 0 | 1) => {
      const text = await (await fetch(`${url(instance)}/metrics`)).text();
      return Number(/^tickfolio_ticks_total\{direction="received"\} (\d+)/m.exec(text)?.[1] ?? 0);
    };
    const before = [await received(0), await received(1)];
    const last: number[] = [];
    for (const [instance, symbol] of [
      [0, 'SIM-CALM'],
      [1, 'SIM-WILD'],
    ] as const) {
      const socket = openStream(url(instance), { token: account.access_token });
      socket.on('market:tick', ({ close }) => (last[instance] = close));
      await connected(socket);
      await ask(socket, 'market:subscribe', { symbols: [symbol] });
    }
    for (let i = 1; i <= 10; i += 1) await feed.publish([quoteOf('SIM-CALM', { close: i })]);
    for (let i = 1; i <= 1_000; i += 1) await feed.publish([quoteOf('SIM-WILD', { close: i })]);
    await eventually(() => last[0] === 10 && last[1] === 1_000);
    // Each may hear its own first fetch of the symbol too.
    expect((await received(0)) - (before[0] ?? 0)).toBeLessThan(20);
    expect((await received(1)) - (before[1] ?? 0)).toBeGreaterThanOrEqual(1_000);
  });

  it('lets a client that was away for ten seconds go on at the other without a silent gap', async () => {
    const socket = openStream(url(0), { token: account.access_token });
    const { reports, ticks } = heard(socket);
    await nextEvent(socket, 'session:ready');
    const { quotes } = await ask<Subscription>(socket, 'market:subscribe', { symbols: ['AAPL', 'MSFT'] });
    expect(quotes).toHaveLength(2);
    await feed.publish([quoteOf('AAPL', { close: 1 }), quoteOf('MSFT', { close: 1 })]);
    await eventually(() => ticks.length >= 2);
    const before = ticks.findLast(({ symbol }) => symbol === 'AAPL')?.seq ?? 0;
    ticks.length = 0;
    await breakConnection(socket);
    for (let i = 1; i <= 10; i += 1) {
      report(i);
      await feed.publish([quoteOf('AAPL', { close: 100 + i })]);
      await pause(AWAY / 10);
    }
    const ready = nextEvent<SessionReady>(socket, 'session:ready');
    await comeBack(socket, url(1));
    expect(await ready).toMatchObject({ resumed: true });
    await eventually(() => reports.length === 10 && ticks.some(({ symbol }) => symbol === 'AAPL'));
    expect(reports).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const [first] = ticks.filter(({ symbol }) => symbol === 'AAPL');
    expect(first).toMatchObject({ close: 110, seq: before + 10 });
    await feed.publish([quoteOf('AAPL', { close: 111 })]);
    await eventually(() => ticks.at(-1)?.close === 111);
    expect(ticks.at(-1)?.seq).toBe(before + 11);
  });

  it('tells a client whose first instance has not noticed the break to subscribe again, and loses it nothing', async () => {
    const link = await startFaultyLink(url(0));
    const socket = openStream(new URL(link.uri).origin, { token: account.access_token });
    const { reports, ticks } = heard(socket);
    await nextEvent(socket, 'session:ready');
    await ask<Subscription>(socket, 'market:subscribe', { symbols: ['NVDA'] });
    await eventually(() => ticks.length === 1);
    await feed.publish([quoteOf('NVDA', { close: 1 })]);
    await eventually(() => ticks.at(-1)?.close === 1);
    const before = ticks.at(-1)?.seq ?? 0;
    link.freeze();
    await breakConnection(socket);
    for (let i = 1; i <= 5; i += 1) {
      report(i);
      await feed.publish([quoteOf('NVDA', { close: 100 + i })]);
    }
    const ready = nextEvent<SessionReady>(socket, 'session:ready');
    await comeBack(socket, url(1));
    expect(await ready).toMatchObject({ resumed: false });
    const { quotes } = await ask<Subscription>(socket, 'market:subscribe', { symbols: ['NVDA'] });
    expect(quotes).toEqual([expect.objectContaining({ close: 105, seq: before + 5 })]);
    await eventually(() => reports.length === 5);
    await feed.publish([quoteOf('NVDA', { close: 106 })]);
    await eventually(() => ticks.at(-1)?.seq === before + 6);
    await link.close();
  });

  it('closes the sockets of a session at both when it is ended at one', async () => {
    const session = await login({ url: url(0) }, account.user.email, account.password);
    const clients = ([0, 1] as const).map((instance) =>
      openStream(url(instance), { token: session.access_token }),
    );
    await Promise.all(clients.map(connected));
    const ended = clients.map((client) => nextEvent(client, 'disconnect'));
    const answer = await fetch(`${url(0)}/api/v1/auth/logout`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...session.authorization },
      body: JSON.stringify({ refresh_token: session.refresh_token }),
    });
    expect(answer.status).toBe(204);
    expect(await Promise.all(ended)).toEqual(['io server disconnect', 'io server disconnect']);
  });
});
