import { LRUCache } from 'lru-cache';
import { atMost } from './at-most';

describe('an LRU cache of at most so many entries', () => {
  it('forgets the one that was asked for longest ago', () => {
    const cache = new LRUCache<string, number>(atMost(2));
    cache.set('a', 1).set('b', 2);
    cache.get('a');
    cache.set('c', 3).set('c', 4);
    expect([...cache.entries()]).toEqual([
      ['c', 4],
      ['a', 1],
    ]);
  });

  it('takes no place for entries before they come', () => {
    const { keyList } = LRUCache.unsafeExposeInternals(new LRUCache<string, number>(atMost(1_000_000)));
    expect(keyList).toHaveLength(0);
  });
});
