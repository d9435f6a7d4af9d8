/** Of accounts, as headers name them. */
export const CURRENCIES = [
  'EUR',
  'CHF',
  'GBP',
  'USD',
  'PLN',
  'SEK',
  'NOK',
  'DKK',
  'CZK',
  'HUF',
  'RON',
  'BGN',
  'CAD',
  'AUD',
  'HKD',
  'JPY',
  'SGD',
];

/** Headers, and each of them with the currency of its account behind: `Total`, `Total EUR`, `Total (EUR)`, … */
export function inCurrencies(...headers: string[]): string[] {
  return [
    ...headers,
    ...headers.flatMap((header) =>
      CURRENCIES.flatMap((currency) => [`${header} ${currency}`, `${header} (${currency})`]),
    ),
  ];
}
