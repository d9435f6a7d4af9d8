import { sortedRows } from './sorted-rows';

const ROWS = [
  { id: 'a', gain: 2 },
  { id: 'b', gain: null },
  { id: 'c', gain: 1 },
  { id: 'd', gain: 2 },
];
const idsBy = (sort: 'gain' | '-gain') =>
  sortedRows(ROWS, sort, ({ gain }) => gain)
    .map(({ id }) => id)
    .join('');

describe('sortedRows', () => {
  it('puts what is not known last both ways, and leaves equals as they were', () => {
    expect(idsBy('gain')).toBe('cadb');
    expect(idsBy('-gain')).toBe('adcb');
  });
});
