import { Turns } from './turns';

/** Work that ends when it is told to. */
function pieces() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
  };
  return { begun, work, end: (name: string) => ends.get(name)!() };
}

describe('turns', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('lets as many run as there are places, the rest in order', async () => {
    const turns = new Turns({ places: 2, longest: 1_000 });
    const { begun, work, end } = pieces();
    const all = ['a', 'b', 'c', 'd'].map((name) => turns.run(work(name)));
    expect(begun).toEqual(['a', 'b']);
    expect(turns.waiting).toBe(2);
    end('b');
    expect(await all[1]).toBe('b');
    expect(begun).toEqual(['a', 'b', 'c']);
    end('a');
    end('c');
    await all[2];
    end('d');
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
    expect(turns.waiting).toBe(0);
  });

  it('gives the place of work that failed to the next', async () => {
    const turns = new Turns({ places: 1, longest: 1_000 });
    const failing = turns.run(() => Promise.reject(new Error('no')));
    const next = turns.run(() => Promise.resolve('next'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('next');
  });

  it('lets owners take turns, however much one of them has', async () => {
    const turns = new Turns({ places: 1, longest: 1_000 });
    const { begun, work, end } = pieces();
    const running = [turns.run(work('a1'), 'a')];
    for (const name of ['a2', 'a3', 'b1', 'c1', 'b2']) running.push(turns.run(work(name), name.charAt(0)));
    expect([turns.waiting, turns.waitingFor('a'), turns.waitingFor('b')]).toEqual([5, 2, 2]);
    for (const name of ['a1', 'a2', 'b1', 'c1', 'a3', 'b2']) {
      end(name);
      await Promise.resolve();
      await Promise.resolve();
      await Promise.resolve();
    }
    await Promise.all(running);
    expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2']);
  });

  it('keeps a place for another while one owner has more work than he may hold', async () => {
    const turns = new Turns({ places: 3, ofOne: 2 });
    const { begun, work, end } = pieces();
    const running = new Map<string, Promise<string>>();
    const come = (...names: string[]) => {
      for (const name of names) running.set(name, turns.run(work(name), name.charAt(0)));
    };
    come('a1', 'a2', 'a3', 'a4');
    expect(begun).toEqual(['a1', 'a2']);
    come('b1', 'b2');
    expect(begun).toEqual(['a1', 'a2', 'b1']);
    for (const [name, next] of [
      ['b1', 'b2'],
      ['a1', 'a3'],
      ['b2', undefined],
      ['a2', 'a4'],
    ] as const) {
      const before = begun.length;
      end(name);
      await running.get(name);
      expect(begun.slice(before)).toEqual(next === undefined ? [] : [next]);
    }
    end('a3');
    end('a4');
    await Promise.all(running.values());
    expect(turns.waiting).toBe(0);
  });

  it('lets nobody wait for work that takes too long, and counts its place once', async () => {
    const turns = new Turns({ places: 1, longest: 1_000 });
    const { begun, work, end } = pieces();
    const slow = turns.run(work('slow'));
    const next = turns.run(work('next'));
    const last = turns.run(work('last'));
    jest.advanceTimersByTime(1_000);
    await Promise.resolve();
    expect(begun).toEqual(['slow', 'next']);
    end('slow');
    await slow;
    expect(begun).toEqual(['slow', 'next']);
    end('next');
    await next;
    end('last');
    expect(await last).toBe('last');
  });
});
