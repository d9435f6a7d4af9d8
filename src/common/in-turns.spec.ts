import { mapInTurns } from './in-turns';

describe('mapInTurns', () => {
  it('makes a list of another in its order, and lets others have their turn', async () => {
    const list = Array.from({ length: 7 }, (_, i) => i * 10);
    let turns = 0;
    const count = () => {
      turns++;
      if (turns < 3) setImmediate(count);
    };
    setImmediate(count);
    const seen: number[] = [];
    const made = await mapInTurns(
      list,
      (item, place) => {
        seen.push(turns);
        return item + place;
      },
      3,
    );
    expect(made).toEqual([0, 11, 22, 33, 44, 55, 66]);
    expect(seen).toEqual([0, 0, 0, 1, 1, 1, 2]);
  });
});
