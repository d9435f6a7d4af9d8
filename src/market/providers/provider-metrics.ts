import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { ProviderErrorKind } from './provider-error';

export type ProviderOperation = 'quotes' | 'bars' | 'intraday' | 'search' | 'profile';
export type BreakerState = 'closed' | 'open' | 'half_open';

/** A provider whose standing is shown. */
interface WatchedProvider {
  readonly name: string;
  readonly state: BreakerState;
  /** null where calls are not counted */
  callsLeftToday(): Promise<number | null>;
}

/** What the providers are asked, what they answer and how they stand. */
@Injectable()
export class ProviderMetrics {
  private readonly calls: Histogram<'provider' | 'operation' | 'outcome'>;
  private readonly withheld: Counter<'provider' | 'operation'>;

  constructor(private readonly registry: Registry) {
    this.calls = new Histogram({
      name: 'tickfolio_provider_call_seconds',
      help: 'Calls of providers, retries each for itself: answered, or the kind of the failure.',
      labelNames: ['provider', 'operation', 'outcome'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8],
      registers: [registry],
    });
    this.withheld = new Counter({
      name: 'tickfolio_provider_calls_withheld_total',
      help: 'Calls that were not made: the budget is spent, the breaker is open, or the provider asked for a pause.',
      labelNames: ['provider', 'operation'],
      registers: [registry],
    });
  }

  /** @returns what notes the end of a call that begins now */
  begin(provider: string, operation: ProviderOperation): (outcome: 'answered' | ProviderErrorKind) => void {
    const end = this.calls.startTimer({ provider, operation });
    return (outcome) => end({ outcome });
  }

  notCalled(provider: string, operation: ProviderOperation): void {
    this.withheld.inc({ provider, operation });
  }

  /** Shows at each scrape how providers stand. */
  watch(providers: readonly WatchedProvider[]): void {
    new Gauge({
      name: 'tickfolio_provider_breaker_state',
      help: 'The circuit breaker of a provider in this process: 1 for the state it is in.',
      labelNames: ['provider', 'state'],
      registers: [this.registry],
      collect() {
        for (const provider of providers) {
          for (const state of ['closed', 'half_open', 'open'] as const)
            this.set({ provider: provider.name, state }, provider.state === state ? 1 : 0);
        }
      },
    });
    new Gauge({
      name: 'tickfolio_provider_calls_left_today',
      help: 'Calls of a counted provider that the fleet has left until midnight UTC.',
      labelNames: ['provider'],
      registers: [this.registry],
      async collect() {
        for (const provider of providers) {
          const left = await provider.callsLeftToday();
          if (left !== null) this.set({ provider: provider.name }, left);
        }
      },
    });
  }
}
