const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['usa', 'US'],
  ['uk', 'GB'],
  ['south korea', 'KR'],
  ['hong kong', 'HK'],
  ['macau', 'MO'],
  ['turkey', 'TR'],
  ['czech republic', 'CZ'],
]);

const codes = codesByName();

/** ISO 3166-1 alpha-2 of a country that is named in English; null where no country is. */
export function countryCodeOf(name: string): string | null {
  const wanted = name.trim().toLowerCase();
  return OTHER_NAMES.get(wanted) ?? codes.get(wanted) ?? null;
}

/** By the names that the platform's own tables give all regions. */
function codesByName(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
  const all = letters.flatMap((one) => letters.map((other) => one + other));
  return new Map(
    all.flatMap((code) => {
      // Older and reserved codes have the name of what is current.
      const name = new Intl.Locale(`und-${code}`).region === code ? names.of(code) : undefined;
      return name === undefined ? [] : [[name.toLowerCase(), code] as const];
    }),
  );
}
