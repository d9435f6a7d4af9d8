import { Rates } from '../../analytics/ledger/plan/rates';
import type { Entry } from '../transactions/entry';
import { relabelled, underNewBase } from './base-currency';

const AT = new Date('2026-01-31T09:00:00Z');
const NO_RATES = new Rates('EUR', new Map());
const CHANGE = { from: 'USD', to: 'EUR' };

const line = (fields: Partial<Entry>): Entry => ({
  id: '1',
  account_id: 'a',
  type: 'buy',
  date: '2024-03-13',
  currency: 'USD',
  seq: 1,
  origin: 'transactions',
  version: 1,
  created_at: AT,
  updated_at: AT,
  ...fields,
});

describe('lines under another base', () => {
  it('lose a rate of their own that no rate of the day can put into it', () => {
    const changed = underNewBase(line({ currency: 'JPY', fx_rate: '0.005' }), CHANGE, NO_RATES, AT);
    expect(changed).toMatchObject({ currency: 'JPY', version: 2 });
    expect(changed).not.toHaveProperty('fx_rate');
  });

  it('lose a rate of their own where they get its currency', () => {
    const lot = line({ origin: 'assets', fx_rate: '1' });
    const changed = relabelled(lot, CHANGE, AT);
    expect(changed).toMatchObject({ currency: 'EUR', version: 2 });
    expect(changed).not.toHaveProperty('fx_rate');
  });

  it('without one stay as they are', () => {
    expect(underNewBase(line({}), CHANGE, NO_RATES, AT)).toBeUndefined();
  });
});
