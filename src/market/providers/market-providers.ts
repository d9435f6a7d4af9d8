import { Injectable } from '@nestjs/common';
import { Environment } from '../../config/environment';
import { StaleReason } from '../quote';
import { CallPurpose, MarketDataProvider, ProviderQuote } from './market-data-provider';
import { ProviderError } from './provider-error';
import { SimulatedProvider } from './simulated/simulated.provider';

export interface ProvidersAnswer {
  found: Map<string, { quote: ProviderQuote; source: string }>;
  /** those that no provider has, though not every provider said so */
  failed: Map<string, StaleReason>;
}

/** The providers that MARKET_PROVIDERS names, in its order, which is the order of fallback for each call. */
@Injectable()
export class MarketProviders {
  readonly inOrder: MarketDataProvider[];

  constructor(environment: Environment, simulated: SimulatedProvider) {
    const known: MarketDataProvider[] = [simulated];
    this.inOrder = environment.MARKET_PROVIDERS.flatMap((name) =>
      known.filter((provider) => provider.name === name),
    );
  }

  /**
   * Asks each provider for what those before it did not give. Does not reject.
   * @param real symbols with a real past, which nobody may continue with invented prices
   */
  async quotes(symbols: string[], purpose: CallPurpose, real: Set<string>): Promise<ProvidersAnswer> {
    const found: ProvidersAnswer['found'] = new Map();
    const failed: ProvidersAnswer['failed'] = new Map();
    for (const provider of this.inOrder) {
      const invents = provider.name === 'simulated';
      const wanted = symbols.filter((symbol) => !found.has(symbol) && !(invents && real.has(symbol)));
      if (wanted.length === 0) continue;
      try {
        for (const [symbol, quote] of await provider.quotes(wanted, purpose)) {
          found.set(symbol, { quote, source: provider.name });
          failed.delete(symbol);
        }
      } catch (error) {
        for (const symbol of wanted) failed.set(symbol, reasonOf(error));
      }
    }
    return { found, failed };
  }
}

function reasonOf(error: unknown): StaleReason {
  return error instanceof ProviderError && error.kind === 'rate_limited' ? 'rate_limited' : 'provider_down';
}
