import { assetClassOf } from '../../instruments/asset-class';
import { countryCodeOf } from '../../instruments/country-code';
import type { ProviderProfile } from '../market-data-provider';
import { ProviderError } from '../provider-error';
import { textOf } from '../provider-http';

/** @throws ProviderError `unknown_symbol`: what it does not have is answered by an empty overview */
export function readOverview(overview: Record<string, unknown>, symbol: string): ProviderProfile {
  const told = (field: string) => {
    const text = textOf(overview[field]).trim();
    return /^(none|-)$/i.test(text) ? '' : text;
  };
  const name = told('Name');
  if (!name) throw new ProviderError('unknown_symbol', 'it has no such symbol');
  const asset_class = assetClassOf(told('AssetType'));
  return {
    symbol,
    name,
    type: asset_class === 'fund' ? 'etf' : asset_class,
    exchange: told('Exchange') || null,
    currency: told('Currency') || null,
    isin: null,
    sector: inTitleCase(told('Sector')),
    industry: inTitleCase(told('Industry')),
    country: countryCodeOf(told('Country')),
    asset_class,
    logo_url: null,
  };
}

/** It shouts. */
function inTitleCase(text: string): string | null {
  return text === ''
    ? null
    : text.toLowerCase().replace(/(^|[\s&/-])\p{L}/gu, (start) => start.toUpperCase());
}
