import { Counters } from './counters';
import { FleetLimit } from './fleet-limit';

/** The fleet's counter in this process, answering as late as a network does. */
function countersOfOneMinute(): { counters: Counters; asked: () => number } {
  let count = 0;
  let asked = 0;
  const add = async (_key: string, amount: number) => {
    asked += 1;
    count += amount;
    const answer = { count, msLeft: 60_000 };
    await new Promise((resolve) => setImmediate(resolve));
    return answer;
  };
  return { counters: { add } as unknown as Counters, asked: () => asked };
}

const allowed = async (limit: FleetLimit, times: number) => {
  const answers = await Promise.all(Array.from({ length: times }, () => limit.take('user:1')));
  return answers.filter((answer) => answer.allowed).length;
};

describe('FleetLimit', () => {
  it('gives a burst all that the limit has, and no more', async () => {
    const { counters } = countersOfOneMinute();
    const limit = new FleetLimit(counters, 'all', 600);
    expect(await allowed(limit, 550)).toBe(550);
    expect(await allowed(limit, 100)).toBe(50);
    expect(await limit.take('user:1')).toMatchObject({ allowed: false, limit: 600, remaining: 0 });
  });

  it('gives dear requests fewer times, and what they leave to cheap ones', async () => {
    const { counters } = countersOfOneMinute();
    const limits = [new FleetLimit(counters, 'all', 600), new FleetLimit(counters, 'all', 600)] as const;
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => limits[i % 2]!.take('user:1', 7)),
    );
    const passed = answers.filter((answer) => answer.allowed).length;
    expect(passed).toBeGreaterThanOrEqual(84);
    expect(passed).toBeLessThanOrEqual(85);
    const cheap = (await allowed(limits[0], 20)) + (await allowed(limits[1], 20));
    expect(passed * 7 + cheap).toBe(600);
  });

  it('lets one request pass that costs more than there is', async () => {
    const { counters } = countersOfOneMinute();
    const limit = new FleetLimit(counters, 'all', 5);
    expect(await limit.take('user:1', 10)).toMatchObject({ allowed: true, remaining: 0 });
    expect(await limit.take('user:1')).toMatchObject({ allowed: false, remaining: 0 });
  });

  it('is shared by two instances', async () => {
    const { counters } = countersOfOneMinute();
    const [one, other] = [new FleetLimit(counters, 'all', 600), new FleetLimit(counters, 'all', 600)];
    const [here, there] = await Promise.all([allowed(one, 400), allowed(other, 400)]);
    expect(here + there).toBe(600);
  });

  it('asks the fleet once for a lease, however many need it', async () => {
    const { counters, asked } = countersOfOneMinute();
    const limit = new FleetLimit(counters, 'all', 600);
    await allowed(limit, 60);
    expect(asked()).toBe(10);
    expect(limit.takeLeased('user:2')).toBeUndefined();
  });

  it('renews a large lease before it is used up, and gives all of both', async () => {
    const { counters, asked } = countersOfOneMinute();
    const limit = new FleetLimit(counters, 'all', 1_000);
    await limit.take('user:1');
    const atOnce = () => limit.takeLeased('user:1') !== undefined;
    for (let taken = 1; taken < 9; taken++) expect(atOnce()).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked()).toBe(2);
    for (let taken = 9; taken < 19; taken++) expect(atOnce()).toBe(true);
    expect(await allowed(limit, 1_100)).toBe(1_000 - 19);
  });
});
