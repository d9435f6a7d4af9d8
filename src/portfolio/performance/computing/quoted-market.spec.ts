import type { PriceSourceDto } from '../../dto/quality.dto';
import { quotedMarket } from './quoted-market';

const column = (day: number, close: number) => ({ days: Int32Array.of(day), closes: Float64Array.of(close) });
const sourceOf = (symbol: string, currency: string) =>
  ({ symbol, currency, adjustment: 'split' }) as PriceSourceDto;

describe('the market as it is quoted', () => {
  it('has the rates that begin first, whether prices in pounds or in pence brought them', () => {
    const pounds = { ...column(10, 100), rates: column(10, 1.25) };
    const pence = { ...column(20, 200), rates: column(20, 0.015) };
    const closes = new Map([
      ['A.L', pounds],
      ['B.L', pence],
    ]);
    const sources = [sourceOf('A.L', 'GBP'), sourceOf('B.L', 'GBp')];
    for (const order of [sources, sources.toReversed()])
      expect(quotedMarket(closes, order).rates.get('GBP')).toEqual(column(10, 1.25));
  });
});
