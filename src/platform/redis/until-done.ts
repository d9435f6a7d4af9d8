import { RedisClient } from './redis-client';

const AGAIN_AFTER_MS = 1_000;

/**
 * A step that Redis must take in the end. It is tried at every connection of the client, and again every second while it
 * fails: a cluster's client stays connected while one of its nodes is away, and a server may refuse what it is told.
 */
export class UntilDone {
  private timer: NodeJS.Timeout | undefined;
  private failing = false;
  private wanted = true;
  private readonly onReady = () => void this.run();

  /** @param onFailure told once for each time that it fails in a row */
  constructor(
    private readonly client: RedisClient,
    private readonly step: () => Promise<unknown>,
    private readonly onFailure: (error: unknown) => void,
  ) {
    client.on('ready', this.onReady);
  }

  /** Tries now; never fails. */
  async run(): Promise<void> {
    try {
      await this.step();
      this.failing = false;
      clearTimeout(this.timer);
    } catch (error) {
      if (!this.wanted) return;
      if (!this.failing) this.onFailure(error);
      this.failing = true;
      clearTimeout(this.timer);
      this.timer = setTimeout(this.onReady, AGAIN_AFTER_MS).unref();
    }
  }

  end(): void {
    this.wanted = false;
    clearTimeout(this.timer);
    this.client.off('ready', this.onReady);
  }
}
