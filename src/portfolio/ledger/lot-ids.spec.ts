import { lotIds } from './lot-ids';

describe('lotIds', () => {
  const lines = new Map([['b1', { symbol: 'A', account_id: 'main' }]]);
  const lot = (symbol: string, accountId: string) => ({ buyId: 'b1', symbol, accountId });

  it('are those of the lines, told apart where a lot has moved, changed its symbol or come in parts', () => {
    const lots = [
      lot('A', 'main'),
      lot('A', 'second'),
      lot('A', 'second'),
      lot('A', ''),
      lot('B', 'main'),
      lot('B', 'second'),
    ];
    expect(lotIds(lots, lines)).toEqual([
      'b1',
      'b1-second',
      'b1-second-2',
      'b1-transit',
      'b1-B',
      'b1-B-second',
    ]);
  });
});
