import { connectStream, subscriptionsOf, type TickfolioStream } from '../../../client/src/stream';
import { StreamServer } from '../../../src/platform/stream/stream-server';
import { TickBroadcast } from '../../../src/market/stream/tick-broadcast';
import { PortfolioWatch } from '../../../src/portfolio/live/portfolio-watch';
import { Account, clientOf, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { openPortfolio } from '../../support/features/reports';
import { eventually } from '../../support/waiting/eventually';

const BURST = 60;
const SYMBOLS = ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'GOOGL', 'META', 'TSLA', 'JPM', 'V', 'JNJ', 'WMT', 'XOM'];

describe("the client's subscriptions", () => {
  let running: TestApp;
  let ada: Account;
  let stream: TickfolioStream;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
  });

  beforeEach(async () => {
    stream = connectStream(running.url, clientOf(running, ada).session);
    await new Promise<void>((resolve) => stream.once('session:ready', () => resolve()));
  });

  afterEach(() => stream.disconnect());
  afterAll(() => running.close());

  const serverSide = () => running.app.get(StreamServer).namespace.sockets.get(stream.id!)!;
  const watched = () => [...running.app.get(TickBroadcast).watchedBy(serverSide())].sort();
  const watchedPortfolios = () => running.app.get(PortfolioWatch).watchedBy(serverSide());
  /** Leaves the connection no event that it may send now. */
  const exhaust = async () => {
    for (;;) {
      const unknown = Array.from({ length: BURST }, () =>
        stream.emitWithAck('no:such' as 'session:renew', { token: '' }),
      );
      const answers = (await Promise.all(unknown)) as unknown as { error: { code: string } }[];
      if (answers.some(({ error }) => error.code === 'stream.too_many_events')) return;
    }
  };

  it('have in the end what has listeners, however fast they come and go', async () => {
    const id = await openPortfolio(running, ada);
    const refused: unknown[] = [];
    const subscriptions = subscriptionsOf(stream, { onRefused: (...what) => refused.push(what) });
    const heard = new Set<string>();
    const show = () => [
      ...SYMBOLS.map((symbol) => subscriptions.quotes([symbol], (quote) => heard.add(quote.symbol))),
      subscriptions.portfolio(id, () => heard.add(id)),
    ];
    await exhaust();
    let shown = show();
    await eventually(() => heard.size === SYMBOLS.length + 1);
    expect(watched()).toEqual([...SYMBOLS].sort());
    expect(watchedPortfolios()).toEqual([id]);
    await exhaust();
    for (let round = 0; round < 3; round += 1) {
      for (const end of shown) end();
      shown = show();
    }
    shown[0]!();
    shown.at(-1)!();
    await eventually(() => watched().length === SYMBOLS.length - 1 && watchedPortfolios().length === 0);
    expect(watched()).toEqual(SYMBOLS.slice(1).sort());
    expect(refused).toEqual([]);
  });

  it('let go what was wished right before', async () => {
    const subscriptions = subscriptionsOf(stream);
    const end = subscriptions.quotes(['AAPL'], () => undefined);
    await eventually(() => watched().length === 1);
    end();
    subscriptions.quotes(['MSFT'], () => undefined);
    await eventually(() => watched().join() === 'MSFT');
    subscriptions.close();
    await eventually(() => watched().length === 0);
    expect(serverSide().data.symbols).toEqual([]);
  });
});
