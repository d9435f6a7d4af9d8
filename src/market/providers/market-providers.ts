import { Injectable } from '@nestjs/common';
import { Environment } from '../../config/environment';
import { MarketDataProvider } from './market-data-provider';
import { SimulatedProvider } from './simulated/simulated.provider';

/** The providers that MARKET_PROVIDERS names, in its order, which is the order of fallback. */
@Injectable()
export class MarketProviders {
  readonly inOrder: MarketDataProvider[];

  constructor(environment: Environment, simulated: SimulatedProvider) {
    const known: MarketDataProvider[] = [simulated];
    this.inOrder = environment.MARKET_PROVIDERS.flatMap((name) =>
      known.filter((provider) => provider.name === name),
    );
  }
}
