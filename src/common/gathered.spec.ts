import { setImmediate as turnEnd } from 'node:timers/promises';
import { Gathered } from './gathered';

describe('what is asked for one by one', () => {
  it('is asked together for all who ask at once, and anew for who asks later', async () => {
    const asked: (readonly string[])[] = [];
    const gathered = new Gathered((keys) => {
      asked.push(keys);
      return Promise.resolve(new Map(keys.map((key) => [key, `${key} of ${asked.length}`])));
    });
    const [one, again, two] = [gathered.of('one'), gathered.of('one'), gathered.of('two')];
    expect(asked).toEqual([]);
    expect(await Promise.all([one, again, two])).toEqual(['one of 1', 'one of 1', 'two of 1']);
    expect(await gathered.of('one')).toBe('one of 2');
    expect(asked).toEqual([['one', 'two'], ['one']]);
  });

  it('is nothing where the answer does not have it', async () => {
    const gathered = new Gathered(() => Promise.resolve(new Map([['other', 1]])));
    expect(await gathered.of('one')).toBeUndefined();
  });

  it('waits for no question that is under way', async () => {
    const answers: (() => void)[] = [];
    const gathered = new Gathered<number>(
      (keys) => new Promise((resolve) => answers.push(() => resolve(new Map([[keys[0] ?? '', 1]])))),
    );
    const slow = gathered.of('slow');
    await turnEnd();
    const quick = gathered.of('quick');
    await turnEnd();
    answers[1]?.();
    expect(await quick).toBe(1);
    answers[0]?.();
    expect(await slow).toBe(1);
  });

  it('fails for all whose question failed, and for nobody after them', async () => {
    let fails = true;
    const gathered = new Gathered(() =>
      fails ? Promise.reject(new Error('away')) : Promise.resolve(new Map([['one', 1]])),
    );
    const asked = await Promise.allSettled([gathered.of('one'), gathered.of('two')]);
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    expect(await gathered.of('one')).toBe(1);
  });
});
