import { parseDay } from '../../../analytics/calendar';
import { SystemClock } from '../../../common/clock';
import type { HistoryService } from '../../../market/history/history.service';
import type { StaleReason } from '../../../market/model/quote';
import { ExchangeRates } from '../../currency/exchange-rates';
import type { Entry } from '../../transactions/entry';
import { MergerWorths } from './merger-worths';

const FRIDAY = '2024-03-01';
const SATURDAY = '2024-03-02';
const MONDAY = '2024-03-04';

describe('the worth of the new shares of a merger', () => {
  async function worthOn(date: string, lastClose: string, lacks: StaleReason | null) {
    const found = {
      days: Int32Array.of(parseDay(lastClose)),
      closes: Float64Array.of(180),
      currency: 'USD',
      adjustment: 'split',
      lacks,
    };
    const history = {
      dailyCloses: () => Promise.resolve({ series: new Map([['NEW', found]]), missing: [] }),
    } as unknown as HistoryService;
    const worths = new MergerWorths(history, new ExchangeRates(history), new SystemClock());
    const merger = { id: 'm', type: 'merger', symbol: 'OLD', into: 'NEW', date, cash_per_share: '10' };
    return (await worths.of([merger as Entry], [], { currency: 'USD', user_id: 'ada' })).get('m');
  }

  it.each(['provider_down', 'rate_limited'] as const)(
    'is not known by an earlier close while that of the day may be had (%s)',
    async (lacks) => {
      expect(await worthOn(MONDAY, FRIDAY, lacks)).toBeNull();
      expect(await worthOn(MONDAY, MONDAY, lacks)).toBe(180);
      expect(await worthOn(SATURDAY, FRIDAY, lacks)).toBe(180);
    },
  );

  it('is that of the last close where nobody has a later one', async () => {
    expect(await worthOn(MONDAY, FRIDAY, 'no_newer_data')).toBe(180);
    expect(await worthOn(MONDAY, FRIDAY, null)).toBe(180);
  });
});
