import { randomUUID } from 'node:crypto';
import { BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { INSTANCE_HOLD_SECONDS, TrackedSymbols } from '../ticks/tracked-symbols';
import { TickBroadcast } from './tick-broadcast';

/** Changes that come close together are told once. */
const SETTLE_MS = 50;
const RENEW_MS = (INSTANCE_HOLD_SECONDS * 1_000) / 3;

/** Tells the fleet which symbols this instance needs for what its sockets watch, as long as the instance lives. */
@Injectable()
export class InstanceHold implements BeforeApplicationShutdown {
  private readonly holder = `instance:${randomUUID()}`;
  private readonly others: (() => Iterable<string>)[] = [];
  private next?: NodeJS.Timeout;
  private settling = false;
  private closing = false;

  constructor(
    private readonly tracked: TrackedSymbols,
    private readonly broadcast: TickBroadcast,
  ) {}

  /** @param symbols what a room above needs for its sockets beside what they watch; it calls `changed` when that changes */
  holdAlso(symbols: () => Iterable<string>): void {
    this.others.push(symbols);
  }

  /** The first of several changes sets the time: where they never stop, waiting for the last would be waiting for ever. */
  changed(): void {
    if (this.settling) return;
    this.settling = true;
    this.tellIn(SETTLE_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    clearTimeout(this.next);
    await this.tracked.release(this.holder);
  }

  private tellIn(milliseconds: number): void {
    clearTimeout(this.next);
    if (this.closing) return;
    this.next = setTimeout(() => {
      this.settling = false;
      const symbols = [...this.broadcast.symbols(), ...this.others.flatMap((others) => [...others()])];
      void this.tracked.hold(this.holder, symbols);
      if (symbols.length > 0) this.tellIn(RENEW_MS);
    }, milliseconds).unref();
  }
}
