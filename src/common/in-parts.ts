/** A list in parts of at most so many, in its order. */
export function* inParts<T>(list: readonly T[], most: number): Generator<T[]> {
  for (let first = 0; first < list.length; first += most) yield list.slice(first, first + most);
}
