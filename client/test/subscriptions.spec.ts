import { EventBudget } from '../../src/platform/stream/sockets/event-budget';
import { subscriptionsOf, type TickfolioStream } from '../src/stream';
import type { Refusal, Tick } from '../src/stream-events';
import { mockStream } from '../src/testing';

const tick = (symbol: string, seq: number) => ({ symbol, seq, close: seq }) as Tick;
const READY = { resumed: false, expires_at: '2026-01-30T20:00:00.000Z' };
const TOO_FAST: Refusal = {
  error: { code: 'stream.too_many_events', detail: 'Too many events; slow down.' },
};

interface Named {
  portfolio_id: string;
  account?: string;
}

/** The server's side: what it watches, and whether it takes an event. */
function server(takes: (event: string) => boolean) {
  const symbols = new Set<string>();
  const portfolios = new Map<string, boolean>();
  const keyOf = ({ portfolio_id, account }: Named) => [portfolio_id, ...(account ? [account] : [])].join(':');
  const stream = mockStream({
    'market:subscribe': ({ symbols: asked = [] }) => {
      if (!takes('market:subscribe')) return TOO_FAST;
      const known = asked.filter((symbol) => symbol !== 'NOSUCH');
      for (const symbol of known) symbols.add(symbol);
      return {
        quotes: known.map((symbol) => tick(symbol, 1)),
        rejected: asked.includes('NOSUCH') ? [{ symbol: 'NOSUCH', reason: 'unknown_symbol' }] : [],
      };
    },
    'market:unsubscribe': ({ symbols: asked = [] }) => {
      if (!takes('market:unsubscribe')) return TOO_FAST;
      for (const symbol of asked) symbols.delete(symbol);
      return { symbols: [...symbols] };
    },
    'portfolio:watch': ({ holdings = false, ...named }) => {
      if (!takes('portfolio:watch')) return TOO_FAST;
      portfolios.set(keyOf(named), holdings);
      const { portfolio_id, account = null } = named;
      return {
        portfolio_id,
        account,
        market_value: account === null ? 5 : 2,
        ...(holdings && { holdings: [{ symbol: 'AAPL' }] }),
      } as never;
    },
    'portfolio:unwatch': (named) => {
      if (!takes('portfolio:unwatch')) return TOO_FAST;
      portfolios.delete(keyOf(named));
      return { portfolio_ids: [] };
    },
  });
  return { stream, watched: () => [...symbols].sort(), portfolios: () => [...portfolios.keys()].sort() };
}

function opened(takes: (event: string) => boolean = () => true) {
  const { stream, watched, portfolios } = server(takes);
  const refused: unknown[] = [];
  const subscriptions = subscriptionsOf(stream as unknown as TickfolioStream, {
    onRefused: (what, reason) => refused.push([what, reason]),
  });
  const told = () => stream.emitted.map(({ event, payload }) => [event, payload]);
  return { stream, subscriptions, refused, told, watched, portfolios };
}

const nothing = () => undefined;

describe('subscriptionsOf', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  /** Until all that was wished is told, however often it is refused. */
  const settled = (ms = 2_000) => jest.advanceTimersByTimeAsync(ms);

  it('asks once for what several want, and lets go after the last', async () => {
    const { stream, subscriptions, refused, told } = opened();
    const heard: number[][] = [[], []];
    const first = subscriptions.quotes(['aapl', 'NOSUCH'], ({ close }) => heard[0]!.push(close));
    await settled();
    const second = subscriptions.quotes(['AAPL'], ({ close }) => heard[1]!.push(close));
    await settled();
    stream.receive('market:tick', tick('AAPL', 3));
    stream.receive('market:tick', tick('AAPL', 2));
    expect(heard).toEqual([
      [1, 3],
      [1, 3],
    ]);
    expect(refused).toEqual([[{ symbol: 'NOSUCH' }, 'unknown_symbol']]);
    first();
    await settled();
    second();
    await settled();
    expect(told()).toEqual([
      ['market:subscribe', { symbols: ['AAPL', 'NOSUCH'] }],
      ['market:unsubscribe', { symbols: ['NOSUCH'] }],
      ['market:unsubscribe', { symbols: ['AAPL'] }],
    ]);
  });

  it('comes back with all of them after a reconnection', async () => {
    const { stream, subscriptions, told } = opened();
    const values: (number | null)[] = [];
    subscriptions.quotes(['AAPL'], nothing);
    subscriptions.portfolio('a', ({ market_value }) => values.push(market_value));
    await settled();
    const before = told().length;
    stream.receive('session:ready', READY);
    await settled();
    expect(told().slice(before)).toEqual([
      ['market:subscribe', { symbols: ['AAPL'] }],
      ['portfolio:watch', { portfolio_id: 'a' }],
    ]);
    expect(values).toEqual([5, 5]);
  });

  it('asks for holdings as long as a listener wants them', async () => {
    const { stream, subscriptions, told } = opened();
    const rows: string[][] = [];
    const values: (number | null)[] = [];
    subscriptions.portfolio('a', ({ market_value }) => values.push(market_value));
    await settled();
    const end = subscriptions.holdings('a', (holdings) => rows.push(holdings.map(({ symbol }) => symbol)));
    await settled();
    stream.receive('session:ready', READY);
    await settled();
    end();
    await settled();
    expect(rows).toEqual([['AAPL'], ['AAPL']]);
    expect(values).toEqual([5, 5, 5, 5]);
    expect(told()).toEqual([
      ['portfolio:watch', { portfolio_id: 'a' }],
      ['portfolio:watch', { portfolio_id: 'a', holdings: true }],
      ['portfolio:watch', { portfolio_id: 'a', holdings: true }],
      ['portfolio:watch', { portfolio_id: 'a' }],
    ]);
  });

  it('tells an account apart from its portfolio', async () => {
    const { subscriptions, told } = opened();
    const values: (number | null)[][] = [[], []];
    subscriptions.portfolio('a', ({ market_value }) => values[0]!.push(market_value));
    const end = subscriptions.portfolio('a', ({ market_value }) => values[1]!.push(market_value), 'b');
    await settled();
    end();
    await settled();
    expect(values).toEqual([[5], [2]]);
    expect(told().at(-1)).toEqual(['portfolio:unwatch', { portfolio_id: 'a', account: 'b' }]);
  });

  it('tells nothing of what is wished and unwished in the same moment', async () => {
    const { stream, subscriptions, told } = opened();
    subscriptions.quotes(['AAPL'], nothing)();
    subscriptions.portfolio('a', nothing)();
    await settled();
    expect(told()).toEqual([]);
    const end = subscriptions.quotes(['AAPL', 'MSFT'], nothing);
    await settled();
    stream.receive('market:tick', tick('AAPL', 2));
    end();
    stream.receive('market:tick', tick('AAPL', 3));
    const heard: number[] = [];
    subscriptions.quotes(['AAPL', 'NVDA'], ({ symbol, close }) => symbol === 'AAPL' && heard.push(close));
    expect(heard).toEqual([3]);
    await settled();
    expect(told()).toEqual([
      ['market:subscribe', { symbols: ['AAPL', 'MSFT'] }],
      ['market:unsubscribe', { symbols: ['MSFT'] }],
      ['market:subscribe', { symbols: ['NVDA'] }],
    ]);
  });

  it('tells the first quote again to who comes back after the end', async () => {
    const { stream, subscriptions } = opened();
    const end = subscriptions.quotes(['AAPL'], nothing);
    await settled();
    end();
    await settled();
    stream.receive('market:tick', tick('AAPL', 1));
    const heard: number[] = [];
    subscriptions.quotes(['AAPL'], ({ close }) => heard.push(close));
    await settled();
    expect(heard).toEqual([1]);
  });

  it.each(['market:subscribe', 'market:unsubscribe', 'portfolio:watch', 'portfolio:unwatch'])(
    'tells %s again after it came too fast',
    async (event) => {
      let refusals = 3;
      const { subscriptions, refused, watched, portfolios } = opened(
        (name) => name !== event || (refusals -= 1) < 0,
      );
      const [quotes, value] = [
        subscriptions.quotes(['AAPL', 'MSFT'], nothing),
        subscriptions.portfolio('a', nothing),
      ];
      await settled();
      expect(watched()).toEqual(['AAPL', 'MSFT']);
      expect(portfolios()).toEqual(['a']);
      quotes();
      value();
      subscriptions.quotes(['MSFT'], nothing);
      await settled();
      expect(refusals).toBeLessThan(0);
      expect(watched()).toEqual(['MSFT']);
      expect(portfolios()).toEqual([]);
      expect(refused).toEqual([]);
    },
  );

  it('keeps within the budget of a connection, whatever is shown and hidden', async () => {
    const budget = new EventBudget(20, 60, performance.now());
    let isFlooded = false;
    const { subscriptions, refused, watched, portfolios } = opened(() => {
      const takes = budget.take(performance.now());
      isFlooded ||= budget.isFlooded();
      return takes;
    });
    const symbols = Array.from({ length: 21 }, (_, i) => `S${i}`);
    const ids = Array.from({ length: 200 }, (_, i) => `p${i}`);
    for (const id of ids) subscriptions.portfolio(id, nothing);
    let ends: (() => void)[] = [];
    for (let round = 0; round < 20; round += 1) {
      for (const end of ends) {
        end();
        await jest.advanceTimersByTimeAsync(5);
      }
      ends = [];
      for (const symbol of symbols) {
        ends.push(subscriptions.quotes([symbol], nothing));
        await jest.advanceTimersByTimeAsync(5);
      }
    }
    await settled(30_000);
    expect(watched()).toEqual([...symbols].sort());
    expect(portfolios()).toEqual([...ids].sort());
    expect(refused).toEqual([]);
    subscriptions.close();
    await settled(30_000);
    expect([...watched(), ...portfolios()]).toEqual([]);
    expect(isFlooded).toBe(false);
  });

  it('names more symbols than an event may in several', async () => {
    const { subscriptions, told, watched } = opened();
    const symbols = Array.from({ length: 201 }, (_, i) => `S${i}`);
    subscriptions.quotes(symbols, nothing);
    await settled();
    expect(told()).toEqual([
      ['market:subscribe', { symbols: symbols.slice(0, 200) }],
      ['market:subscribe', { symbols: ['S200'] }],
    ]);
    expect(watched()).toHaveLength(201);
  });

  it('lets go what a broken connection did not take', async () => {
    const { stream, subscriptions, watched, portfolios } = opened();
    const ends = [subscriptions.quotes(['AAPL'], nothing), subscriptions.portfolio('a', nothing)];
    await settled();
    const broken = jest.spyOn(stream, 'emitWithAck').mockReturnValue(new Promise(nothing));
    for (const end of ends) end();
    await jest.advanceTimersByTimeAsync(200);
    expect(broken).toHaveBeenCalledTimes(2);
    broken.mockRestore();
    stream.disconnect().connect();
    stream.receive('session:ready', { ...READY, resumed: true });
    await settled();
    expect([...watched(), ...portfolios()]).toEqual([]);
  });

  it('ends all at once', async () => {
    const { stream, subscriptions, told } = opened();
    subscriptions.quotes(['AAPL'], nothing);
    subscriptions.portfolio('a', nothing);
    await settled();
    subscriptions.close();
    expect(told().slice(2)).toEqual([
      ['market:unsubscribe', { symbols: ['AAPL'] }],
      ['portfolio:unwatch', { portfolio_id: 'a' }],
    ]);
    stream.receive('session:ready', READY);
    await settled();
    expect(told()).toHaveLength(4);
  });
});
