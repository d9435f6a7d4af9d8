/** A currency that amounts are reckoned in, and how many of the given unit make one of it. */
export interface MajorUnit {
  readonly currency: string;
  readonly unitsPerMajor: 1 | 100 | 1000;
}

const MINOR_UNITS: ReadonlyMap<string, MajorUnit> = new Map([
  ['GBp', { currency: 'GBP', unitsPerMajor: 100 }],
  ['GBX', { currency: 'GBP', unitsPerMajor: 100 }],
  ['ZAc', { currency: 'ZAR', unitsPerMajor: 100 }],
  ['ZAC', { currency: 'ZAR', unitsPerMajor: 100 }],
  ['ILA', { currency: 'ILS', unitsPerMajor: 100 }],
  ['USX', { currency: 'USD', unitsPerMajor: 100 }],
  ['KWF', { currency: 'KWD', unitsPerMajor: 1000 }],
]);

/** The major unit of a currency code: pounds for `GBp`; every other code is its own. */
export function majorUnitOf(currency: string): MajorUnit {
  return MINOR_UNITS.get(currency) ?? { currency, unitsPerMajor: 1 };
}

/** Every code of a unit: `GBp` and `GBX` for pence; of a currency its own. */
export function codesOfUnit(unit: string): string[] {
  const { currency, unitsPerMajor } = majorUnitOf(unit);
  const codes = [...MINOR_UNITS].filter(
    ([, of]) => of.currency === currency && of.unitsPerMajor === unitsPerMajor,
  );
  return codes.length > 0 ? codes.map(([code]) => code) : [unit];
}
