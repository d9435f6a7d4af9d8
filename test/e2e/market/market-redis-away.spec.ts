import request from 'supertest';
import { eventually } from '../../support/waiting/eventually';
import { MarketUnderTest, startMarketUnderTest } from '../../support/features/market-under-test';
import { answerAsYahoo } from '../../support/outside/provider-stand-in';

const READERS = 20;
/** How long a caller waits for a quote at most, as the README of market says, and a second for the answer. */
const DEADLINE = 6_000;
// Crypto currencies are traded, hence refreshed, at any hour that the test may run.
const SYMBOLS = ['BTC-USD', 'ETH-USD', 'SOL-USD', 'MSFT', 'VOD.L'];

describe('quotes while Redis is away', () => {
  let market: MarketUnderTest;

  beforeAll(async () => {
    market = await startMarketUnderTest();
  });

  afterAll(() => market.close());

  /** Reads on and on; a read that takes longer than the deadline is given up and counts as status 0. */
  function startReading(): { statuses: number[]; stop(): Promise<void> } {
    let isOver = false;
    const statuses: number[] = [];
    const { running, authorization } = market;
    const reader = async (_: unknown, first: number) => {
      for (let i = first; !isOver; i += 1) {
        const url = `${running.url}/api/v1/market/real-time/${SYMBOLS[i % SYMBOLS.length]}`;
        const read = fetch(url, { headers: authorization, signal: AbortSignal.timeout(DEADLINE) });
        statuses.push(
          await read.then(
            async (answer) => answer.text().then(() => answer.status),
            () => 0,
          ),
        );
      }
    };
    const readers = Promise.all(Array.from({ length: READERS }, reader));
    return {
      statuses,
      stop: async () => {
        isOver = true;
        await readers;
      },
    };
  }

  const isWell = async () => (await request(market.running.url).get('/health/ready')).body.status === 'ok';

  it.each<[string, () => void | Promise<void>, () => void | Promise<unknown>]>([
    ['killed', () => market.redis.stop(), () => market.redis.start()],
    ['frozen', () => market.redis.freeze(), () => market.redis.thaw()],
  ])(
    'are all answered in time when it is %s, and all is well when it is back',
    async (_how, take, giveBack) => {
      await market.get('historical/VOD.L?from=2024-01-01&to=2024-01-07').expect(200);
      const reading = startReading();
      await eventually(() => reading.statuses.length > READERS);
      await take();
      await eventually(async () => !(await isWell()));
      const calls = market.standIn.calls.length;
      // The first prices have come to their end meanwhile: the provider was asked again, without Redis.
      await eventually(() => market.standIn.calls.length > calls);
      await market.get('historical/VOD.L?from=2024-01-01&to=2024-01-07').expect(200);
      await market.get('search?query=vod').expect(503);
      await giveBack();
      await eventually(isWell);
      await reading.stop();
      expect(reading.statuses.filter((status) => status !== 200)).toEqual([]);
    },
  );

  it('leaves no lock behind that would hold up whoever asks afterwards', async () => {
    const { get, redis, standIn } = market;
    const price = async () => (await get('real-time/DOGE-USD').expect(200)).body;
    standIn.answer = (url, response) => {
      // Redis freezes while the provider is being asked, so that the lock cannot be given back.
      if (url.pathname === '/v7/finance/quote') redis.freeze();
      answerAsYahoo(url, response);
    };
    const { received_at } = await price();
    standIn.answer = answerAsYahoo;
    redis.thaw();
    await eventually(isWell);
    await eventually(async () => (await price()).received_at > received_at);
  });
});
