import { SystemClock } from '../../common/clock';
import type { HistoryService } from '../../market/history/history.service';
import type { LedgerReader } from '../ledger/reading/ledger-reader';
import type { PortfolioHead } from '../portfolio';
import type { PortfoliosRepository } from '../portfolios.repository';
import type { Computations } from '../threads/computations';
import type { AnalysesRepository, Question } from './analyses.repository';
import { AnalysisService } from './analysis.service';
import type { PriceHistory, PricesWanted } from './price-history';

const portfolio = { id: 'p', user_id: 'ada', currency: 'USD', version: 1 } as PortfolioHead;
const question: Question = {
  from: null,
  to: '2024-01-02',
  benchmark: null,
  risk_free_rate: 0,
  account: null,
  before: null,
};
const lines = [{ id: '1', accountId: 'a', type: 'buy', day: 19_000, symbol: 'A', quantity: '1', price: '1' }];

describe('the prices of an analysis', () => {
  /**
   * @param states that the database tells, one reading after the other
   * @param readings of the ledger's lines
   */
  async function analysed(recentState: string, states: string[], readings: object[][] = []) {
    const performance = jest.fn((_order: object) => Promise.resolve({ answer: new Uint8Array() }));
    const fromMemory: boolean[] = [];
    const save = jest.fn((_portfolio: PortfolioHead, _question: Question, content: object) =>
      Promise.resolve(content),
    );
    const service = new AnalysisService(
      { exists: () => Promise.resolve(true) } as unknown as PortfoliosRepository,
      { save, prune: () => Promise.resolve() } as unknown as AnalysesRepository,
      {
        prices: ({ recent }: PricesWanted) => {
          fromMemory.push(recent);
          return Promise.resolve({ closes: new Map(), benchmark: null, symbols: ['A'], complete: true });
        },
      } as unknown as PriceHistory,
      {
        recentStateOf: () => Promise.resolve(recentState),
        stateOf: () => Promise.resolve(states.shift()),
      } as unknown as HistoryService,
      {
        readAt: () => Promise.resolve({ accounts: [] }),
        orderOf: () => ({ lines: readings.shift() ?? lines }),
      } as unknown as LedgerReader,
      { performance } as unknown as Computations,
      new SystemClock(),
    );
    await service.analyse({ portfolio, revision: 1, lineCount: 1 }, question, null);
    return { fromMemory, stored: save.mock.calls[0]![2], order: performance.mock.calls[0]![0] };
  }

  it('are of series in memory where the database says afterwards that they still are so', async () => {
    const { fromMemory, stored } = await analysed('A|s|1', ['A|s|1']);
    expect(fromMemory).toEqual([true]);
    expect(stored).toMatchObject({ price_stamp: 'A|s|1' });
  });

  it('are read again past memory where it was not told of a change', async () => {
    const { fromMemory, stored } = await analysed('A|s|1', ['A|s|2', 'A|s|2']);
    expect(fromMemory).toEqual([true, false]);
    expect(stored).toMatchObject({ price_stamp: 'A|s|2' });
  });

  it('tell what the new shares of mergers are worth, by closes of the stamp and not of before', async () => {
    const merger = { ...lines[0], type: 'merger', into: 'B' };
    const [before, after] = [null, 180].map((intoWorth) => [{ ...merger, intoWorth }]);
    const { order } = await analysed('A|s|1', ['A|s|1'], [before!, after!]);
    expect(order).toMatchObject({ ledger: { lines: after } });
  });
});
