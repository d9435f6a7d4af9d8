import { fieldOf, isDescending, Sort } from './sort';

/** A copy in an order, with what is not known last and equals as they were. */
export function sortedRows<T, F extends string>(
  rows: readonly T[],
  sort: Sort<F>,
  valueOf: (row: T, field: F) => string | number | null,
): T[] {
  const field = fieldOf(sort);
  const direction = isDescending(sort) ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [one, other] = [valueOf(a, field), valueOf(b, field)];
    if (one === other) return 0;
    if (one === null) return 1;
    if (other === null) return -1;
    return one < other ? -direction : direction;
  });
}
