import { SystemClock } from '../../common/clock';
import { asOwner } from '../../common/identity/owner';
import type { HistoryService } from '../../market/history/history.service';
import type { Ledger } from '../ledger/ledger';
import type { LedgerWriter } from '../ledger/changes/ledger-writer';
import type { AnalysesRepository } from './analyses.repository';
import type { AnalysisService } from './analysis.service';
import type { DefaultWindow } from './default-window';
import { PerformanceService } from './performance.service';

const MORE_THAN_MAY_WAIT = 60;

describe('PerformanceService', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  /** Analyses that never end, by the user whose they are. */
  function analysing() {
    const begun: string[] = [];
    const refused: string[] = [];
    const service = new PerformanceService(
      {
        current: ({ userId }: { userId: string }, id: string) =>
          Promise.resolve({ portfolio: { id, version: 1, user_id: userId } }),
      } as unknown as LedgerWriter,
      { find: () => Promise.resolve(null) } as unknown as AnalysesRepository,
      {
        analyse: ({ portfolio }: Ledger) => {
          begun.push(portfolio.user_id);
          return new Promise(() => undefined);
        },
      } as unknown as AnalysisService,
      {} as HistoryService,
      {} as DefaultWindow,
      new SystemClock(),
    );
    const ask = async (user: string, times: number) => {
      for (let i = 0; i < times; i += 1) {
        service
          .answer(asOwner(user), `${user}-${i}`, { to: '2024-01-02' })
          .catch(({ code }: { code: string }) => refused.push(`${user} ${code}`));
      }
      await jest.advanceTimersByTimeAsync(0);
    };
    return { begun, refused, ask };
  }

  it('never gives one user all places', async () => {
    const { begun, ask } = analysing();
    await ask('ada', 10);
    expect(begun).toEqual(['ada', 'ada']);
    await ask('eve', 1);
    expect(begun).toEqual(['ada', 'ada', 'eve']);
  });

  it('never lets one user take all the places to wait in', async () => {
    const { refused, ask } = analysing();
    await ask('ada', MORE_THAN_MAY_WAIT);
    expect(new Set(refused)).toEqual(new Set(['ada portfolio.busy']));
    const before = refused.length;
    await ask('eve', 10);
    expect(refused).toHaveLength(before);
  });

  it('takes users in turn', async () => {
    const { begun, ask } = analysing();
    await ask('ada', 10);
    await ask('eve', 3);
    await jest.advanceTimersByTimeAsync(250);
    expect(begun.slice(3, 5).sort()).toEqual(['ada', 'eve']);
  });
});
