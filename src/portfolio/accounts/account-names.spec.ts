import { distinctNames, isNameTaken } from './account-names';

describe('names of accounts', () => {
  it('of an older release that are one are told apart, the oldest as it was', () => {
    expect(distinctNames(['Main', 'Depot', 'Depot', 'depot', 'Depot (2)', 'Savings'])).toEqual([
      'Main',
      'Depot',
      'Depot (3)',
      'depot (4)',
      'Depot (2)',
      'Savings',
    ]);
  });

  it('are taken whatever their case and however their letters are written, but not by the account itself', () => {
    const accounts = [
      { id: '1', name: 'Café' },
      { id: '2', name: 'Depot' },
    ];
    expect(isNameTaken(accounts, { id: '3', name: 'CAFE\u0301' })).toBe(true);
    expect(isNameTaken(accounts, { id: '2', name: 'DEPOT' })).toBe(false);
    expect(isNameTaken(accounts, { id: '3', name: 'Depot 2' })).toBe(false);
  });
});
