import { assetClassOf } from '../../instruments/asset-class';
import { countryCodeOf } from '../../instruments/country-code';
import type { ProviderProfile } from '../market-data-provider';
import { ProviderError } from '../provider-error';
import { isRecord, textOf } from '../provider-http';

/** The modules of a quote summary that tell what an instrument is. */
export const PROFILE_MODULES = ['price', 'assetProfile', 'fundProfile'] as const;

/** @throws ProviderError `unknown_symbol` where it tells no name */
export function readProfile(summary: unknown, symbol: string): ProviderProfile {
  const { price, assetProfile, fundProfile } = isRecord(summary) ? summary : {};
  const about = isRecord(price) ? price : {};
  const company = isRecord(assetProfile) ? assetProfile : {};
  const fund = isRecord(fundProfile) ? fundProfile : {};
  const name = textOf(about.longName) || textOf(about.shortName);
  if (!name) throw new ProviderError('unknown_symbol', 'it has no such symbol');
  const type = textOf(about.quoteType).toLowerCase();
  return {
    symbol,
    name,
    type,
    exchange: textOf(about.exchangeName) || textOf(about.exchange) || null,
    currency: textOf(about.currency) || null,
    isin: null,
    sector: textOf(company.sector) || null,
    industry: textOf(company.industry) || null,
    country: countryCodeOf(textOf(company.country)),
    asset_class: assetClassOf(type, textOf(fund.categoryName)),
    logo_url: webAddress(about.logoUrl),
  };
}

function webAddress(value: unknown): string | null {
  const text = textOf(value);
  return text.startsWith('https://') && URL.canParse(text) ? text : null;
}
