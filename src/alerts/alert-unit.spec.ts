import { quoteOf } from '../../test/support/features/quotes';
import { priceIn, unitByQuote, unitNamed } from './alert-unit';

const vodafone = { symbol: 'VOD.L', price: 40.5, currency: 'GBP', quotedIn: 'GBp' };
const apple = { symbol: 'AAPL', price: 250, currency: 'USD', quotedIn: 'USD' };

describe('the unit of an alert', () => {
  it('is the one that the exchange quotes in, unless it is named', () => {
    expect(unitNamed(undefined, vodafone)).toBe('GBp');
    expect(unitNamed('GBX', vodafone)).toBe('GBp');
    expect(unitNamed('GBP', vodafone)).toBe('GBP');
    expect(unitNamed(undefined, apple)).toBe('USD');
    expect(unitNamed('USX', apple)).toBeUndefined();
    expect(unitNamed('EUR', vodafone)).toBeUndefined();
  });

  it('is told by a quote however old, as far as that tells it', () => {
    const pence = quoteOf('VOD.L', { currency: 'GBP', quoted_in: 'GBp', stale: true });
    expect(unitByQuote(undefined, pence)).toBe('GBp');
    expect(unitByQuote('USD', pence)).toBeUndefined();
    const ofStoredDay = quoteOf('VOD.L', { currency: 'GBP' });
    expect(unitByQuote(undefined, ofStoredDay)).toBeNull();
    expect(unitByQuote('GBX', ofStoredDay)).toBe('GBX');
    expect(unitByQuote('USD', ofStoredDay)).toBeUndefined();
  });

  it('is what prices are compared in', () => {
    expect(priceIn('GBp', vodafone)).toBe(4_050);
    expect(priceIn(null, vodafone)).toBe(4_050);
    expect(priceIn('GBP', vodafone)).toBe(40.5);
    expect(priceIn(null, apple)).toBe(250);
    expect(priceIn('KWF', { ...apple, price: 0.95, currency: 'KWD', quotedIn: 'KWF' })).toBe(950);
  });
});
