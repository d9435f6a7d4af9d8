import { Injectable, Logger, OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Types } from 'mongoose';
import { Gauge, Registry } from 'prom-client';
import { Clock } from '../common/clock';
import { AddressDigest } from '../platform/http/limits/address-digest';
import { currentCorrelation } from '../platform/observability/logging/correlation';
import { OneAtATime } from '../platform/schedule/one-at-a-time.decorator';
import { AuditEntry, AuditEvent } from './audit-entry';
import { AuditRepository } from './audit.repository';

const RETRY_MS = 2_000;
const MOST_WAITING = 10_000;

/**
 * Writes what was done into the audit log, before the answer to who did it. What the database does not take is in the
 * log as a whole, counted by a metric, and tried again until it is taken: what was done stays done, so the answer is
 * the truth about it and no failure of the trail.
 */
@Injectable()
export class AuditTrail implements OnApplicationShutdown {
  private readonly logger = new Logger('Audit');
  private readonly waiting: AuditEntry[] = [];

  constructor(
    private readonly entries: AuditRepository,
    private readonly addresses: AddressDigest,
    private readonly clock: Clock,
    registry: Registry,
  ) {
    const { waiting } = this;
    new Gauge({
      name: 'tickfolio_audit_entries_waiting',
      help: 'Entries of the audit log that the database has not taken yet.',
      registers: [registry],
      collect() {
        this.set(waiting.length);
      },
    });
  }

  /** Never rejects; see the class. */
  async record({ facts = {}, ...event }: AuditEvent): Promise<void> {
    const entry: AuditEntry = {
      ...event,
      facts,
      id: new Types.ObjectId().toHexString(),
      request_id: currentCorrelation()?.request_id ?? null,
      address_digest: this.addresses.ofRequest(),
      created_at: this.clock.now(),
    };
    await this.entries.add(entry).catch((error: unknown) => this.keep(entry, error));
  }

  @Interval(RETRY_MS)
  @OneAtATime()
  async retry(): Promise<void> {
    for (let entry = this.waiting[0]; entry; entry = this.waiting[0]) {
      try {
        await this.entries.add(entry);
      } catch {
        return;
      }
      this.waiting.shift();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.retry();
  }

  private keep(entry: AuditEntry, error: unknown): void {
    this.logger.error({ event: 'audit.not_written', entry, cause: String(error) });
    if (this.waiting.push(entry) > MOST_WAITING) this.waiting.shift();
  }
}
