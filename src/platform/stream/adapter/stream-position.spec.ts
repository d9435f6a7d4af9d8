import { isLater, StreamPosition } from './stream-position';

describe('StreamPosition', () => {
  it('stands at the latest entry that was reached', () => {
    const position = new StreamPosition();
    expect(position.id).toBeUndefined();
    position.reached('9-1');
    position.reached('10-0');
    position.reached('9-2');
    expect(position.id).toBe('10-0');
  });
});

describe('isLater', () => {
  it.each([
    ['10-0', '9-5', true],
    ['9-10', '9-9', true],
    ['9-5', '9-5', false],
    ['9-5', '10-0', false],
  ])('%s than %s: %s', (one, other, later) => {
    expect(isLater(one, other)).toBe(later);
  });
});
