import { inParts } from './in-parts';

describe('inParts', () => {
  it.each([
    [[], []],
    [[1], [[1]]],
    [
      [1, 2, 3, 4],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      [1, 2, 3, 4, 5],
      [[1, 2], [3, 4], [5]],
    ],
  ])('of two makes %j %j', (list, parts) => {
    expect([...inParts(list, 2)]).toEqual(parts);
  });
});
