import type { Asset } from '../portfolio';
import { mergeAssets } from './to-assets';

const asset = (symbol: string, purchase_date: string, quantity = 1): Asset => ({
  symbol,
  quantity,
  purchase_price: 10,
  purchase_date,
});

describe('the assets after a change', () => {
  it('keep their places while they are open; new ones follow, other symbols stay as they are', () => {
    const before = [asset('A', '2024-01-02'), asset('B', '2024-01-02'), asset('A', '2024-01-03')];
    const lots = [asset('A', '2024-01-01'), asset('A', '2024-01-03', 3)];
    expect(mergeAssets(before, new Set(['A']), lots)).toEqual([
      before[1],
      asset('A', '2024-01-03', 3),
      asset('A', '2024-01-01'),
    ]);
  });

  it('of one symbol and day stand in the order of their lines', () => {
    const day = '2024-01-02';
    const before = [asset('A', day, 1), asset('B', day), asset('A', day, 2)];
    const lots = [asset('A', day, 1), asset('A', day, 2), asset('A', day, 3)];
    const quantities = mergeAssets(before, new Set(['A']), lots).map(({ quantity }) => quantity);
    expect(quantities).toEqual([1, 1, 2, 3]);
  });

  it('are found by their ids first, whatever their days', () => {
    const day = '2024-01-02';
    const before = [{ ...asset('A', day), id: '2' }, asset('A', day)];
    const lots = [
      { ...asset('A', day, 3), id: '1' },
      { ...asset('A', '2024-01-05', 4), id: '2' },
    ];
    const ids = mergeAssets(before, new Set(['A']), lots).map(({ id }) => id);
    expect(ids).toEqual(['2', '1']);
  });
});
