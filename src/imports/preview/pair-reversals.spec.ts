import { Dated, pairReversals } from './pair-reversals';

interface Row extends Dated {
  readonly line: number;
}

const on = (date: string, line: number, key = 'a dividend of 10'): Row => ({ date, line, key });

const pairsOf = (reversals: Row[], originals: Row[]) =>
  [...pairReversals(reversals, originals)].map(([{ line }, original]) => [line, original.line]);

describe('which row takes back which', () => {
  it('is told by the key, which stands for all but the day', () => {
    const originals = [on('2024-02-15', 1), on('2024-02-15', 2, 'a dividend of 12')];
    expect(pairsOf([on('2024-02-15', 3, 'a dividend of 12')], originals)).toEqual([[3, 2]]);
    expect(pairsOf([on('2024-02-15', 3, 'a dividend of 10.01')], originals)).toEqual([]);
  });

  it('takes back what is nearest before it, of one day the first', () => {
    const originals = [on('2024-01-15', 1), on('2024-02-15', 2), on('2024-02-15', 3), on('2024-05-15', 4)];
    expect(pairsOf([on('2024-02-20', 9)], originals)).toEqual([[9, 2]]);
    expect(pairsOf([on('2024-02-14', 9)], originals)).toEqual([[9, 1]]);
  });

  it('takes each back once, also in files that begin with the newest day', () => {
    const newestFirst = [on('2024-03-15', 1), on('2024-02-15', 4)];
    expect(pairsOf([on('2024-03-16', 0), on('2024-02-16', 3)], newestFirst)).toEqual([
      [3, 4],
      [0, 1],
    ]);
    expect(pairsOf([on('2024-03-16', 0), on('2024-03-16', 3)], newestFirst)).toEqual([
      [0, 1],
      [3, 4],
    ]);
    expect(pairsOf([on('2024-03-16', 0), on('2024-03-16', 2)], newestFirst.slice(0, 1))).toEqual([[0, 1]]);
  });

  it('takes a later row back within a week, once nothing before fits, and no regular payment of later', () => {
    const back = on('2024-02-15', 9);
    expect(pairsOf([back], [on('2024-02-22', 1), on('2024-02-16', 2)])).toEqual([[9, 2]]);
    expect(pairsOf([back], [on('2024-02-16', 1), on('2023-11-15', 2)])).toEqual([[9, 2]]);
    expect(pairsOf([back], [on('2024-02-23', 1)])).toEqual([]);
    expect(pairsOf([back, on('2024-02-16', 10)], [on('2024-02-16', 1)])).toEqual([[10, 1]]);
  });

  it('is done with 50,000 equal rows without comparing each with each', () => {
    let read = 0;
    const row = (at: number): Dated => ({
      key: 'a dividend of 10',
      get date() {
        read++;
        return `20${String(10 + (at % 80))}-02-15`;
      },
    });
    const rows = Array.from({ length: 25_000 }, (_, at) => row(at));
    const originals = Array.from({ length: 25_000 }, (_, at) => row(at));
    expect(pairReversals(rows, originals).size).toBe(25_000);
    expect(read).toBeLessThan(50_000 * 100);
  });
});
