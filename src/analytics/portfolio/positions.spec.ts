import { analyseLots, priceSeries, lotsFrom } from '../../../test/vectors/portfolio-vectors';
import type { VectorAssets } from '../../../test/vectors/portfolio-vectors';
import { mismatches, readVectors } from '../../../test/vectors/read-vectors';
import { allocationOf, concentrationOf } from './allocation';
import { parseDay } from '../calendar';
import type { PriceSeries } from '../series/columns';
import type { BoughtLot } from './lots';
import type { Totals } from './positions';

const positionsOn = (lots: readonly BoughtLot[], prices: ReadonlyMap<string, PriceSeries>, toDay: number) => {
  const { holdings, summary } = analyseLots({ lots, prices, fromDay: null, toDay, riskFreeAnnual: 0 });
  return { positions: holdings, totals: summary };
};

const lot = { symbol: 'AAA', quantity: 10, purchasePrice: 0, purchaseDay: 100 };
const prices = new Map([['AAA', { days: Int32Array.of(100, 101), closes: Float64Array.of(5, 6) }]]);

const totalsOf = (totals: Totals) => ({
  cost_basis: totals.costBasis,
  market_value: totals.marketValue,
  unrealized_pnl: totals.unrealisedPnl,
  unrealized_pnl_pct: totals.unrealisedPnlPercent,
  day_change: totals.dayChange,
  day_change_pct: totals.dayChangePercent,
});

describe('positions', () => {
  it.each(readVectors<VectorAssets, unknown>('positions.json'))(
    '%s',
    (_name, { input, expected, tolerance }) => {
      const { positions, totals } = positionsOn(
        lotsFrom(input),
        priceSeries(input.prices),
        parseDay(input.as_of),
      );
      const got = {
        positions: positions.map((position) => ({
          symbol: position.symbol,
          quantity: position.quantity,
          average_price: position.averagePrice,
          last_price: position.price,
          weight: position.weight,
          ...totalsOf(position),
        })),
        totals: totalsOf(totals),
      };
      expect(mismatches(got, expected, tolerance)).toEqual([]);
    },
  );

  it('has no percent of nothing paid', () => {
    const [position] = positionsOn([lot], prices, 101).positions;
    expect(position).toMatchObject({ unrealisedPnl: 60, unrealisedPnlPercent: null, dayChangePercent: 0.2 });
    expect(positionsOn([lot], prices, 100).totals).toMatchObject({ dayChange: 50, dayChangePercent: null });
  });

  it('measures the day of a lot bought today against its cost', () => {
    const today = { ...lot, purchasePrice: 4, purchaseDay: 101 };
    expect(positionsOn([today], prices, 101).totals).toMatchObject({ dayChange: 20, dayChangePercent: 0.5 });
  });

  it('values a symbol without closes at its purchase price', () => {
    const [position] = positionsOn([{ ...lot, symbol: 'NEW', purchasePrice: 3 }], prices, 101).positions;
    expect(position).toMatchObject({
      price: null,
      priceDay: null,
      marketValue: 30,
      unrealisedPnl: 0,
      dayChange: 0,
    });
  });

  it('has no weights in a portfolio worth nothing', () => {
    const worthless = new Map([['AAA', { days: Int32Array.of(100), closes: Float64Array.of(0) }]]);
    const { positions } = positionsOn([lot], worthless, 100);
    expect(positions[0]!.weight).toBeNull();
    expect(concentrationOf(positions)).toMatchObject({ herfindahl: null, reason: 'zero_value' });
  });
});

describe('allocation and concentration', () => {
  it('stands largest first and squares the weights', () => {
    const lots = [10, 30, 60].map((quantity, i) => ({
      symbol: 'CBA'[i]!,
      quantity,
      purchasePrice: 1,
      purchaseDay: 1,
    }));
    const { positions } = positionsOn(lots, new Map(), 1);
    const allocation = allocationOf(positions);
    expect(allocation.map(({ symbol, weight }) => [symbol, weight])).toEqual([
      ['A', 0.6],
      ['B', 0.3],
      ['C', 0.1],
    ]);
    const concentration = concentrationOf(positions);
    expect(concentration.herfindahl).toBeCloseTo(0.46, 12);
    expect(concentration.effectiveHoldings).toBeCloseTo(1 / 0.46, 12);
    expect(concentration).toMatchObject({ largestWeight: 0.6, topFiveShare: expect.closeTo(1, 12) });
  });

  it('leaves the sixth holding out of the top five', () => {
    const lots = Array.from({ length: 8 }, (_, i) => ({
      symbol: `S${i}`,
      quantity: 1,
      purchasePrice: 1,
      purchaseDay: 1,
    }));
    const concentration = concentrationOf(positionsOn(lots, new Map(), 1).positions);
    expect(concentration).toMatchObject({ herfindahl: 0.125, topFiveShare: 0.625 });
  });

  it.each([
    ['cash beside them', 10_000],
    ['an overdraft', -350],
  ])('counts the holdings alone, with %s', (_what, cash) => {
    const { positions } = positionsOn([lot, { ...lot, symbol: 'NEW' }], prices, 101);
    const besides = positions.map((one) => ({ ...one, marketValue: 200, weight: 200 / (400 + cash) }));
    expect(concentrationOf(besides)).toEqual({
      herfindahl: 0.5,
      effectiveHoldings: 2,
      largestWeight: 0.5,
      topFiveShare: 1,
      reason: null,
    });
  });

  it('tells why there is none', () => {
    const { positions } = positionsOn([lot], prices, 101);
    const unknown = positions.map((one) => ({ ...one, marketValue: null }));
    expect(concentrationOf(unknown)).toMatchObject({ herfindahl: null, reason: 'no_exchange_rate' });
    expect(concentrationOf([])).toMatchObject({ effectiveHoldings: null, reason: 'no_lots' });
  });
});
