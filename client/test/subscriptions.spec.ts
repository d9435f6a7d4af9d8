import { subscriptionsOf, type TickfolioStream } from '../src/stream';
import type { Tick } from '../src/stream-events';
import { mockStream } from '../src/testing';

const tick = (symbol: string, seq: number) => ({ symbol, seq, close: seq }) as Tick;
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const READY = { resumed: false, expires_at: '2026-01-30T20:00:00.000Z' };

function opened() {
  const stream = mockStream({
    'market:subscribe': ({ symbols = [] }) => ({
      quotes: symbols.filter((symbol) => symbol !== 'NOSUCH').map((symbol) => tick(symbol, 1)),
      rejected: symbols.includes('NOSUCH') ? [{ symbol: 'NOSUCH', reason: 'unknown_symbol' }] : [],
    }),
    'market:unsubscribe': () => ({ symbols: [] }),
    'portfolio:watch': ({ portfolio_id, account = null, holdings = false }) =>
      ({
        portfolio_id,
        account,
        market_value: account === null ? 5 : 2,
        ...(holdings && { holdings: [{ symbol: 'AAPL' }] }),
      }) as never,
    'portfolio:unwatch': () => ({ portfolio_ids: [] }),
  });
  const refused: unknown[] = [];
  const subscriptions = subscriptionsOf(stream as unknown as TickfolioStream, {
    onRefused: (what, reason) => refused.push([what, reason]),
  });
  const told = () => stream.emitted.map(({ event, payload }) => [event, payload]);
  return { stream, subscriptions, refused, told };
}

describe('subscriptionsOf', () => {
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
    subscriptions.quotes(['AAPL'], () => undefined);
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
    expect(values).toEqual([[5], [2]]);
    expect(told().at(-1)).toEqual(['portfolio:unwatch', { portfolio_id: 'a', account: 'b' }]);
  });
});
