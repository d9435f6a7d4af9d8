import { setTimeout as pause } from 'node:timers/promises';
import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  wrap,
} from 'cockatiel';
import { Clock } from '../../common/clock';
import { DeadlineExceededError, withDeadline } from '../../common/deadline';
import { isPrivateSymbol } from '../../common/symbols/private-symbol';
import { Environment } from '../../config/environment';
import type { IntradayInterval, IntradayRetention, Stretch } from '../intraday/intraday';
import { CallAllowance, CallBudget } from './call-budget';
import { CallPurpose, currentPurpose } from './call-purpose';
import { GatheredQuotes } from './gathered-quotes';
import {
  InstrumentMatch,
  MarketDataProvider,
  ProviderBars,
  ProviderIntraday,
  ProviderProfile,
  ToldQuotes,
} from './market-data-provider';
import { answerKindOf, noAnswerInTime, ProviderError } from './provider-error';
import { BreakerState, ProviderMetrics, ProviderOperation } from './provider-metrics';

/** How long a question waits for others that can go with it, in milliseconds. */
const GATHERING_MS = 15;
const RETRIES = 2;
const FAILURES_UNTIL_OPEN = 5;

export interface ProviderStatus {
  name: string;
  state: BreakerState;
  calls_left_today: number | null;
  calls_used_today: number | null;
  calls_reset_at: string | null;
  next_retry_at: string | null;
  last_error: string | null;
  intraday_days: IntradayRetention;
}

/** What stands around every provider. */
export interface Guards {
  environment: Environment;
  budget: CallBudget;
  metrics: ProviderMetrics;
  clock: Clock;
}

/** A provider behind its budget, a timeout, retries with jitter and a circuit breaker. */
export class GuardedProvider extends MarketDataProvider {
  readonly name: MarketDataProvider['name'];
  readonly symbolsACall: number;
  readonly findsIsins: boolean;
  override readonly intradayDays: IntradayRetention;
  private readonly breaker;
  private readonly policy;
  private readonly timeout: number;
  private readonly gathered: Record<CallPurpose, GatheredQuotes>;
  private lastError: string | null = null;
  /** when the open breaker lets a call through again */
  private trialAt: Date | null = null;
  /** until when the provider itself asked to be left alone */
  private pausedUntil: Date | null = null;

  /** @param allowance none where nothing is counted, as in a market without a network */
  constructor(
    private readonly inner: MarketDataProvider,
    private readonly allowance: CallAllowance | null,
    private readonly guards: Guards,
  ) {
    super();
    this.name = inner.name;
    this.symbolsACall = inner.symbolsACall;
    this.findsIsins = inner.findsIsins;
    this.intradayDays = inner.intradayDays;
    this.gathered = { demand: this.gather('demand'), refresh: this.gather('refresh') };
    const { PROVIDER_TIMEOUT_SECONDS, PROVIDER_PAUSE_SECONDS } = guards.environment;
    this.timeout = PROVIDER_TIMEOUT_SECONDS * 1_000;
    const pause = PROVIDER_PAUSE_SECONDS * 1_000;
    const failed = handleWhen((error) => error instanceof ProviderError && error.kind === 'unavailable');
    this.breaker = circuitBreaker(failed, {
      halfOpenAfter: pause,
      breaker: new ConsecutiveBreaker(FAILURES_UNTIL_OPEN),
    });
    this.breaker.onBreak(() => (this.trialAt = new Date(guards.clock.now().getTime() + pause)));
    this.breaker.onReset(() => (this.trialAt = null));
    // After a silence the next provider is asked: whoever waits has no time for another one.
    const again = handleWhen((error) => error instanceof ProviderError && isWorthRepeating(error));
    // The library's own back-off comes with decorrelated jitter.
    const backoff = new ExponentialBackoff({ initialDelay: 150, maxDelay: 1_000 });
    this.policy = wrap(retry(again, { maxAttempts: RETRIES, backoff }), this.breaker);
  }

  /** As this process sees it; `half_open` once the next call will be let through as a trial. */
  get state(): BreakerState {
    if (this.breaker.state === CircuitState.Closed) return 'closed';
    const waits = this.trialAt !== null && this.trialAt > this.guards.clock.now();
    return this.breaker.state === CircuitState.Open && waits ? 'open' : 'half_open';
  }

  quotes(symbols: string[], purpose: CallPurpose): Promise<ToldQuotes> {
    return this.gathered[purpose].quotes(symbols);
  }

  dailyBars(symbol: string, from: number, to: number): Promise<ProviderBars> {
    return this.call('bars', currentPurpose(), () => this.inner.dailyBars(symbol, from, to));
  }

  override intradayBars(
    symbol: string,
    interval: IntradayInterval,
    stretch: Stretch,
  ): Promise<ProviderIntraday> {
    return this.call('intraday', currentPurpose(), () => this.inner.intradayBars(symbol, interval, stretch));
  }

  search(query: string): Promise<InstrumentMatch[]> {
    return this.call('search', 'demand', () => this.inner.search(query));
  }

  profile(symbol: string): Promise<ProviderProfile> {
    return this.call('profile', currentPurpose(), () => this.inner.profile(symbol));
  }

  lists(symbol: string): boolean {
    return !isPrivateSymbol(symbol) && this.inner.lists(symbol);
  }

  firstDay(): number {
    return this.inner.firstDay();
  }

  /** null where calls are not counted */
  async callsLeftToday(): Promise<number | null> {
    return this.allowance ? this.guards.budget.leftToday(this.name, this.allowance) : null;
  }

  async status(): Promise<ProviderStatus> {
    const now = this.guards.clock.now();
    const left = await this.callsLeftToday();
    const ends = [this.trialAt, this.pausedUntil].filter((end) => end !== null && end > now);
    return {
      name: this.name,
      state: this.state,
      calls_left_today: left,
      calls_used_today: left === null || !this.allowance ? null : this.allowance.perDay - left,
      calls_reset_at: this.allowance ? this.guards.budget.tomorrow().toISOString() : null,
      next_retry_at: ends[0]?.toISOString() ?? null,
      last_error: this.lastError,
      intraday_days: this.intradayDays,
    };
  }

  private gather(purpose: CallPurpose): GatheredQuotes {
    return new GatheredQuotes(this.symbolsACall, async (symbols) => {
      if (this.allowance && this.symbolsACall > 1) await pause(GATHERING_MS);
      let wanted: string[] | undefined;
      return this.call('quotes', purpose, () => this.inner.quotes((wanted ??= symbols()), purpose));
    });
  }

  private async call<T>(
    operation: ProviderOperation,
    purpose: CallPurpose,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await this.policy.execute(async () => {
        await this.admit(operation, purpose);
        return this.attempt(operation, work);
      });
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      this.guards.metrics.notCalled(this.name, operation);
      throw new ProviderError('unavailable', 'it is left alone for a while', { cause: error });
    }
  }

  /** @throws ProviderError `rate_limited` */
  private async admit(operation: ProviderOperation, purpose: CallPurpose): Promise<void> {
    try {
      const { pausedUntil } = this;
      if (pausedUntil && pausedUntil > this.guards.clock.now()) {
        throw new ProviderError('rate_limited', 'it asked for a pause', { retryAt: pausedUntil });
      }
      if (this.allowance) await this.guards.budget.take(this.name, this.allowance, purpose);
    } catch (error) {
      this.guards.metrics.notCalled(this.name, operation);
      throw error;
    }
  }

  private async attempt<T>(operation: ProviderOperation, work: () => Promise<T>): Promise<T> {
    const end = this.guards.metrics.begin(this.name, operation);
    try {
      const answer = await withDeadline(work(), this.timeout, this.name);
      end('answered');
      return answer;
    } catch (error) {
      const failure = asProviderError(error);
      end(failure.kind);
      if (!answerKindOf(failure)) await this.note(failure);
      throw failure;
    }
  }

  private async note({ kind, message, extras: { retryAt } }: ProviderError): Promise<void> {
    this.lastError = `${kind}: ${message}`;
    if (kind !== 'rate_limited' || !retryAt) return;
    this.pausedUntil = retryAt;
    const lasts = retryAt.getTime() - this.guards.clock.now().getTime() > 60_000;
    if (lasts && this.allowance) await this.guards.budget.exhaust(this.name, this.allowance);
  }
}

function isWorthRepeating({ kind, extras }: ProviderError): boolean {
  return kind === 'unavailable' && !extras.wasSilent;
}

function asProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof DeadlineExceededError) return noAnswerInTime(error);
  return new ProviderError('unavailable', 'it failed', { cause: error });
}
