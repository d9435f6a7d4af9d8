import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import { Clock } from '../../common/clock';
import { Allowance, CallBudget } from './call-budget';
import {
  CallPurpose,
  InstrumentMatch,
  MarketDataProvider,
  ProviderBars,
  ProviderQuote,
} from './market-data-provider';
import { ProviderError } from './provider-error';

const ATTEMPT = 6_000;
const RETRIES = 2;
const FAILURES_UNTIL_OPEN = 5;
const OPEN_FOR = 15_000;

export interface ProviderStatus {
  name: string;
  state: 'closed' | 'open' | 'half_open';
  calls_left_today: number | null;
  next_retry_at: string | null;
  last_error: string | null;
}

const STATES = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half_open',
  [CircuitState.Isolated]: 'open',
} as const;

/** A provider behind its budget, a timeout, retries with jitter and a circuit breaker. */
export class GuardedProvider extends MarketDataProvider {
  readonly name: MarketDataProvider['name'];
  readonly symbolsACall: number;
  private readonly breaker;
  private readonly policy;
  private lastError: string | null = null;
  private retryAt: Date | null = null;

  /** @param allowance none where nothing is counted, as in a market without a network */
  constructor(
    private readonly inner: MarketDataProvider,
    private readonly allowance: Allowance | null,
    private readonly budget: CallBudget,
    private readonly clock: Clock,
  ) {
    super();
    this.name = inner.name;
    this.symbolsACall = inner.symbolsACall;
    const transient = handleWhen(
      (error) => !(error instanceof ProviderError) || error.kind === 'unavailable',
    );
    const again = handleWhen((error) => error instanceof ProviderError && error.kind === 'unavailable');
    this.breaker = circuitBreaker(transient, {
      halfOpenAfter: OPEN_FOR,
      breaker: new ConsecutiveBreaker(FAILURES_UNTIL_OPEN),
    });
    this.breaker.onBreak(() => (this.retryAt = new Date(this.clock.now().getTime() + OPEN_FOR)));
    this.policy = wrap(
      // The library's own back-off comes with decorrelated jitter.
      retry(again, {
        maxAttempts: RETRIES,
        backoff: new ExponentialBackoff({ initialDelay: 150, maxDelay: 1_000 }),
      }),
      this.breaker,
      timeout(ATTEMPT, TimeoutStrategy.Aggressive),
    );
  }

  quotes(symbols: string[], purpose: CallPurpose): Promise<Map<string, ProviderQuote>> {
    return this.call(purpose, () => this.inner.quotes(symbols, purpose));
  }

  dailyBars(symbol: string, from: number, to: number): Promise<ProviderBars> {
    return this.call('demand', () => this.inner.dailyBars(symbol, from, to));
  }

  search(query: string): Promise<InstrumentMatch[]> {
    return this.call('demand', () => this.inner.search(query));
  }

  reachesBack(day: number): boolean {
    return this.inner.reachesBack(day);
  }

  async status(): Promise<ProviderStatus> {
    const left = this.allowance ? await this.budget.leftToday(this.name, this.allowance) : null;
    const waits = this.retryAt !== null && this.retryAt > this.clock.now();
    return {
      name: this.name,
      state: STATES[this.breaker.state],
      calls_left_today: left,
      next_retry_at: waits && this.retryAt ? this.retryAt.toISOString() : null,
      last_error: this.lastError,
    };
  }

  private async call<T>(purpose: CallPurpose, work: () => Promise<T>): Promise<T> {
    try {
      const answer = await this.policy.execute(async () => {
        if (this.allowance) await this.budget.take(this.name, this.allowance, purpose);
        return work();
      });
      this.retryAt = null;
      return answer;
    } catch (error) {
      const failure = asProviderError(error);
      if (failure.kind !== 'unknown_symbol') await this.note(failure);
      throw failure;
    }
  }

  private async note(failure: ProviderError): Promise<void> {
    const { kind, message, extras } = failure;
    if (!(extras.cause instanceof BrokenCircuitError)) this.lastError = `${kind}: ${message}`;
    if (kind !== 'rate_limited' || !extras.retryAt) return;
    this.retryAt = extras.retryAt;
    const lasts = extras.retryAt.getTime() - this.clock.now().getTime() > 60_000;
    if (lasts && this.allowance) await this.budget.exhaust(this.name, this.allowance);
  }
}

function asProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  const message =
    error instanceof BrokenCircuitError ? 'it is left alone for a while' : 'it does not answer in time';
  return new ProviderError('unavailable', message, { cause: error });
}
