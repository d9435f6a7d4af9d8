import { Environment } from '../../../src/config/environment';
import { loadEnvironment, Variables } from '../../../src/config/load-environment';
import { AlphaVantageProvider } from '../../../src/market/providers/alpha-vantage/alpha-vantage.provider';
import { YahooFinanceProvider } from '../../../src/market/providers/yahoo-finance/yahoo-finance.provider';
import { testVariables } from '../application/app';

/** The key that the providers of a test use: whatever shows it is a leak. */
export const KEY = 'CANARY0KEY0NOBODY0MAY0SEE';

/** The product's own adapters, alone, talking to a server that the test answers for. */
export function alphaVantageAt(url: string, now: Date, variables?: Variables): AlphaVantageProvider {
  return new AlphaVantageProvider(settings(url, variables), { now: () => now });
}

export function yahooAt(url: string, now: Date, variables?: Variables): YahooFinanceProvider {
  return new YahooFinanceProvider(settings(url, variables), { now: () => now });
}

function settings(url: string, variables: Variables = {}): Environment {
  return loadEnvironment(
    testVariables({
      ALPHA_VANTAGE_API_KEY: KEY,
      ALPHA_VANTAGE_BASE_URL: url,
      YAHOO_BASE_URL: url,
      // Longer than a busy machine takes; a test of silence asks for less.
      PROVIDER_TIMEOUT_SECONDS: '30',
      ...variables,
    }),
  );
}
