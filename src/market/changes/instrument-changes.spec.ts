import { Clock } from '../../common/clock';
import { UnheardChanges } from '../../platform/records/record-changes';
import { InstrumentChange } from './instrument-change';
import { InstrumentChanges } from './instrument-changes';
import { InstrumentChangesRepository } from './instrument-changes.repository';

const change = (wish: Pick<InstrumentChange, 'symbol' | 'kind' | 'into' | 'since'>): InstrumentChange => ({
  id: wish.symbol,
  created_at: new Date('2026-01-01T00:00:00Z'),
  ...wish,
});

describe('what was said of instruments', () => {
  let now: Date;
  let changes: InstrumentChanges;

  class SetClock extends Clock {
    now(): Date {
      return now;
    }
  }

  const at = (instant: string) => (now = new Date(instant));

  beforeEach(async () => {
    const stored = [
      change({ symbol: 'GONE', kind: 'delisted', into: null, since: '2026-06-02' }),
      change({ symbol: 'OLD', kind: 'renamed', into: 'NEW', since: '2026-06-02' }),
    ];
    const repository = { all: () => Promise.resolve(stored) } as unknown as InstrumentChangesRepository;
    changes = new InstrumentChanges(repository, new UnheardChanges(), new SetClock());
    await changes.reload();
  });

  it('does not hold before its day', () => {
    at('2026-06-01T23:59:59Z');
    expect(changes.delistedSince('GONE')).toBeNull();
    expect(changes.currentSymbol('OLD')).toBe('OLD');
    expect(changes.memoryKey('OLD')).toBe('OLD');
    expect(changes.pricesKey('GONE')).toBe('GONE');
  });

  it('holds from its day on', () => {
    at('2026-06-02T00:00:00Z');
    expect(changes.delistedSince('GONE')).toBe('2026-06-02');
    expect(changes.currentSymbol('OLD')).toBe('NEW');
    expect(changes.memoryKey('OLD')).toBe('OLD>NEW');
    expect(changes.pricesKey('OLD')).toBe('OLD>NEW');
    expect(changes.pricesKey('GONE')).toBe('GONE>2026-06-02');
  });
});
