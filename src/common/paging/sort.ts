/** The field that a list is in the order of; with a minus the largest, latest or last first. */
export type Sort<F extends string = string> = F | `-${F}`;

/** Both ways of each field. */
export function sortsOf<const F extends string>(...fields: readonly F[]): readonly Sort<F>[] {
  return fields.flatMap((field): Sort<F>[] => [field, `-${field}`]);
}

export function fieldOf<F extends string>(sort: Sort<F>): F {
  return sort.replace(/^-/, '') as F;
}

export function isDescending(sort: Sort): boolean {
  return sort.startsWith('-');
}
