import { StreamPosition } from './stream-position';

describe('StreamPosition', () => {
  it('stands at the newest entry that was read', () => {
    const position = new StreamPosition();
    expect(position.id).toBeUndefined();
    position.read('9-1');
    position.read('10-0');
    position.read('9-2');
    position.wrote('11-0');
    expect(position.id).toBe('10-0');
  });

  it('tells what was handed out: all that was read, and of the rest what this process wrote', () => {
    const position = new StreamPosition();
    position.read('10-0');
    position.wrote('12-0');
    const handedOut = position.handedOut();
    expect(['9-5', '10-0', '11-0', '12-0', '13-0'].map(handedOut)).toEqual([true, true, false, true, false]);
  });

  it('tells it as it was when it was asked', () => {
    const position = new StreamPosition();
    position.read('10-0');
    const handedOut = position.handedOut();
    position.read('11-0');
    position.wrote('12-0');
    expect(['11-0', '12-0'].map(handedOut)).toEqual([false, false]);
    expect(['11-0', '12-0'].map(position.handedOut())).toEqual([true, true]);
  });

  it('knows of nothing before it has read', () => {
    const position = new StreamPosition();
    position.wrote('5-0');
    expect(['4-0', '5-0', '6-0'].map(position.handedOut())).toEqual([false, true, false]);
  });
});
