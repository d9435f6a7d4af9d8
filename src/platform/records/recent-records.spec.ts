import { RECENT_MS, RecentRecords } from './recent-records';
import { RecordChangesListener } from './record-changes';

interface Named {
  name: string;
}

describe('recent records', () => {
  let now: number;
  let stored: Named | null;
  let listener: RecordChangesListener;
  let records: RecentRecords<Named>;
  const load = jest.fn(() => Promise.resolve(stored));
  const read = () => records.read('one', load);
  const changes = {
    areHeard: true,
    listen: (_kind: string, heard: RecordChangesListener) => void (listener = heard),
    announce: jest.fn(() => Promise.resolve()),
  };

  beforeEach(() => {
    now = 1_000_000;
    stored = { name: 'old' };
    changes.areHeard = true;
    jest.clearAllMocks();
    records = new RecentRecords('things', changes, { now: () => new Date(now) });
  });

  it('are read once while they are recent', async () => {
    await read();
    now += RECENT_MS - 1;
    stored = { name: 'new' };
    expect(await read()).toEqual({ name: 'old' });
    now += 1;
    expect(await read()).toEqual(stored);
  });

  it('are read once for all who ask at once, but not for who asks after a change', async () => {
    const readings = [read(), read()];
    records.changed('one');
    readings.push(read());
    await Promise.all(readings);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('are read anew when the clock was set back', async () => {
    await read();
    now -= 3_600_000;
    stored = { name: 'new' };
    expect(await read()).toEqual(stored);
  });

  it('are not kept where there is none, or where reading failed', async () => {
    stored = null;
    expect(await read()).toBeNull();
    load.mockRejectedValueOnce(new Error('away'));
    await expect(read()).rejects.toThrow('away');
    stored = { name: 'new' };
    expect(await read()).toEqual(stored);
  });

  it('are read each time from before a change of this process until it must have been made', async () => {
    await read();
    await records.announce('one');
    expect(changes.announce).toHaveBeenCalledWith('things', 'one');
    expect(await read()).toEqual({ name: 'old' });
    stored = { name: 'new' };
    records.changed('one');
    expect(await read()).toEqual(stored);
  });

  it('are read each time from a change that another process announced', async () => {
    await read();
    listener.changing('one');
    expect(await read()).toEqual({ name: 'old' });
    stored = { name: 'new' };
    expect(await read()).toEqual(stored);
  });

  it('are not kept when a change came while they were read', async () => {
    let answer: (record: Named) => void = () => undefined;
    load.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    const reading = read();
    listener.changing('one');
    answer({ name: 'old' });
    expect(await reading).toEqual({ name: 'old' });
    stored = { name: 'new' };
    now += RECENT_MS;
    expect(await read()).toEqual(stored);
  });

  it('are read each time while no changes are heard, and those from before are not kept', async () => {
    await read();
    listener.unheard();
    changes.areHeard = false;
    await read();
    await read();
    expect(load).toHaveBeenCalledTimes(3);
    changes.areHeard = true;
    stored = { name: 'new' };
    expect(await read()).toEqual(stored);
  });
});
