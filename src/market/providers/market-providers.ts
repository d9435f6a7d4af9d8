import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Environment } from '../../config/environment';
import { InstrumentChanges } from '../changes/instrument-changes';
import { NoPricesReason } from '../model/market.errors';
import { StaleReason } from '../model/quote';
import { AlphaVantageProvider } from './alpha-vantage/alpha-vantage.provider';
import { CallBudget } from './call-budget';
import { GuardedProvider, ProviderStatus } from './guarded-provider';
import { CallPurpose } from './call-purpose';
import { ProviderQuote } from './market-data-provider';
import { ProviderError } from './provider-error';
import { ProviderMetrics } from './provider-metrics';
import { RenamedSymbols } from './renamed-symbols';
import { SimulatedProvider } from './simulated/simulated.provider';
import { YahooFinanceProvider } from './yahoo-finance/yahoo-finance.provider';

export interface ProvidersAnswer {
  found: Map<string, { quote: ProviderQuote; source: string }>;
  /** those of which a provider said that it has no price, and why */
  told: Map<string, NoPricesReason>;
  /** those that no provider has, though not every provider said so */
  failed: Map<string, StaleReason>;
  /** those of `failed` that somebody else would not be refused */
  refused: Set<string>;
}

/** The providers that MARKET_PROVIDERS names, in its order, which is the order of fallback for each call. */
@Injectable()
export class MarketProviders {
  readonly inOrder: GuardedProvider[];

  constructor(
    environment: Environment,
    simulated: SimulatedProvider,
    alphaVantage: AlphaVantageProvider,
    yahooFinance: YahooFinanceProvider,
    budget: CallBudget,
    metrics: ProviderMetrics,
    clock: Clock,
    private readonly changes: InstrumentChanges,
  ) {
    const guards = { environment, budget, metrics, clock };
    const known = [
      new GuardedProvider(new RenamedSymbols(alphaVantage, changes), { perDay: 25, perSecond: 1 }, guards),
      // Yahoo publishes no limit; this is what a polite guest would not exceed.
      new GuardedProvider(
        new RenamedSymbols(yahooFinance, changes),
        { perDay: 20_000, perSecond: 5 },
        guards,
      ),
      new GuardedProvider(new RenamedSymbols(simulated, changes), null, guards),
    ];
    this.inOrder = environment.MARKET_PROVIDERS.flatMap((name) =>
      known.filter((provider) => provider.name === name),
    );
    metrics.watch(this.inOrder);
  }

  /** How each provider fares, as this process sees it; calls are counted for all processes. */
  statuses(): Promise<ProviderStatus[]> {
    return Promise.all(this.inOrder.map((provider) => provider.status()));
  }

  /**
   * Asks each provider for what those before it did not give. Does not reject.
   * @param realOf tells which of the symbols have a real past, which nobody may continue with invented prices
   */
  async quotes(
    symbols: string[],
    purpose: CallPurpose,
    realOf: (symbols: string[]) => Promise<Set<string>>,
  ): Promise<ProvidersAnswer> {
    const found: ProvidersAnswer['found'] = new Map();
    const told: ProvidersAnswer['told'] = new Map();
    const failed: ProvidersAnswer['failed'] = new Map();
    const refused: ProvidersAnswer['refused'] = new Set();
    const { traded, delisted } = this.changes.byTrading(symbols);
    for (const symbol of delisted) failed.set(symbol, 'no_newer_data');
    for (const provider of this.inOrder) {
      const open = traded.filter((symbol) => provider.lists(symbol) && !found.has(symbol));
      const real = provider.name === 'simulated' ? await realOf(open) : new Set<string>();
      const wanted = open.filter((symbol) => !real.has(symbol));
      await this.askOne(provider, wanted, purpose, { found, told, failed, refused });
    }
    // Somebody may have said so while they were asked.
    for (const symbol of found.keys()) {
      if (!this.changes.isDelisted(symbol)) continue;
      found.delete(symbol);
      failed.set(symbol, 'no_newer_data');
    }
    return { found, told, failed, refused };
  }

  private async askOne(
    provider: GuardedProvider,
    symbols: string[],
    purpose: CallPurpose,
    { found, told, failed, refused }: ProvidersAnswer,
  ): Promise<void> {
    for (let start = 0; start < symbols.length; start += provider.symbolsACall) {
      try {
        const asked = symbols.slice(start, start + provider.symbolsACall);
        for (const [symbol, quote] of await provider.quotes(asked, purpose)) {
          if (typeof quote === 'string') told.set(symbol, quote);
          else {
            found.set(symbol, { quote, source: provider.name });
            failed.delete(symbol);
          }
        }
      } catch (error) {
        // The rest would fare no better, and would cost calls.
        for (const symbol of symbols.slice(start)) {
          failed.set(symbol, reasonOf(error));
          if (error instanceof ProviderError && error.extras.isOfAccount) refused.add(symbol);
        }
        return;
      }
    }
  }
}

function reasonOf(error: unknown): StaleReason {
  return error instanceof ProviderError && error.kind === 'rate_limited' ? 'rate_limited' : 'provider_down';
}
