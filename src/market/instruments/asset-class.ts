/** What kind of thing an instrument is, for those who spread their risk. */
export const ASSET_CLASSES = [
  'equity',
  'fund',
  'bond',
  'crypto',
  'currency',
  'commodity',
  'index',
  'derivative',
  'cash',
  'other',
] as const;
export type AssetClass = (typeof ASSET_CLASSES)[number];

const BY_TYPE: readonly (readonly [RegExp, AssetClass])[] = [
  [/crypto/i, 'crypto'],
  [/bond|fixed income/i, 'bond'],
  [/etf|fund|etn|etp/i, 'fund'],
  [/equity|stock|share|adr|reit/i, 'equity'],
  [/currency|forex/i, 'currency'],
  [/index/i, 'index'],
  [/option|warrant/i, 'derivative'],
  [/future|commodity/i, 'commodity'],
];

/**
 * @param type as a provider names it, such as `ETF` or `Common Stock`
 * @param category of a fund, where it is told, such as `Intermediate Core Bond`
 */
export function assetClassOf(type: string, category = ''): AssetClass {
  const found = BY_TYPE.find(([words]) => words.test(type))?.[1] ?? 'other';
  return found === 'fund' && /bond|treasur|fixed income/i.test(category) ? 'bond' : found;
}
