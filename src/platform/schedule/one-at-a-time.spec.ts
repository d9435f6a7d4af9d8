import { OneAtATime, scheduledRunsEnded } from './one-at-a-time.decorator';

class Sweeper {
  runs = 0;
  ended = 0;
  private end?: () => void;

  @OneAtATime()
  async sweep(): Promise<void> {
    this.runs += 1;
    await new Promise<void>((resolve) => (this.end = resolve));
    this.ended += 1;
  }

  finish(): void {
    this.end?.();
  }
}

describe('OneAtATime', () => {
  it('leaves out a turn that comes while a run goes on, for each instance alone', async () => {
    const [one, other] = [new Sweeper(), new Sweeper()];
    const first = one.sweep();
    await one.sweep();
    void other.sweep();
    expect([one.runs, other.runs]).toEqual([1, 1]);
    one.finish();
    await first;
    void one.sweep();
    expect(one.runs).toBe(2);
    one.finish();
    other.finish();
    await scheduledRunsEnded();
  });

  it('is waited for', async () => {
    const sweeper = new Sweeper();
    void sweeper.sweep();
    setImmediate(() => sweeper.finish());
    await scheduledRunsEnded();
    expect(sweeper.ended).toBe(1);
  });

  it('goes on after a run that failed', async () => {
    class Failing {
      @OneAtATime()
      sweep(): Promise<void> {
        return Promise.reject(new Error('away'));
      }
    }
    const failing = new Failing();
    await expect(failing.sweep()).rejects.toThrow('away');
    await expect(failing.sweep()).rejects.toThrow('away');
  });
});
