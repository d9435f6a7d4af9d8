import { oncePer } from './once-per';

describe('what is worked out once for a list', () => {
  it('is told again of the same list, and anew of another that is equal', () => {
    const work = jest.fn((list: readonly number[]) => list.length || undefined);
    const told = oncePer(work);
    const [empty, list] = [[], [1, 2]];
    expect([told(list), told(list), told(empty), told(empty)]).toEqual([2, 2, undefined, undefined]);
    expect(work).toHaveBeenCalledTimes(2);
    expect(told([1, 2])).toBe(2);
    expect(work).toHaveBeenCalledTimes(3);
  });
});
