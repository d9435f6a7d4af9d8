import type { Asset } from '../portfolio';
import { replacedLots } from './replaced-lots';

const lot = (given: Partial<Asset> = {}): Asset => ({
  symbol: 'A',
  quantity: 1,
  purchase_price: 10,
  purchase_date: '2024-01-02',
  ...given,
});

describe('replacedLots', () => {
  const assets = [lot({ id: '1' }), lot({ id: '2' }), lot({ id: '3', purchase_price: null })];
  const found = (...wanted: Asset[]) =>
    replacedLots(wanted, assets).map(({ before, isSame }) => [before?.id, isSame]);

  it('finds lots by their ids, edited or not', () => {
    expect(found(lot({ id: '2', quantity: 5 }), assets[2]!, assets[0]!)).toEqual([
      ['2', false],
      ['3', true],
      ['1', true],
    ]);
  });

  it('finds lots without ids by what they are, each once, and never one that another names', () => {
    expect(found(lot(), lot(), lot(), lot({ id: '2' }))).toEqual([
      ['1', true],
      [undefined, false],
      [undefined, false],
      ['2', true],
    ]);
  });

  it('takes an id that is not there, or given twice, as that of a new lot', () => {
    expect(found(lot({ id: '9', symbol: 'B' }), assets[2]!, { ...assets[2]!, symbol: 'B' })).toEqual([
      [undefined, false],
      ['3', true],
      [undefined, false],
    ]);
  });

  it('holds a lot whose shares are said to be others for changed', () => {
    const [one] = replacedLots([{ ...assets[0]!, basis: 'as_traded' }], assets);
    expect(one).toMatchObject({ before: { id: '1' }, isSame: false });
  });
});
