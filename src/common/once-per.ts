/** A function of lists that nobody changes: what it tells of a list is worked out once, as long as the list is in memory. */
export function oncePerList<T, R>(work: (list: readonly T[]) => R): (list: readonly T[]) => R {
  const known = new WeakMap<readonly T[], { told: R }>();
  return (list) => {
    const kept = known.get(list) ?? { told: work(list) };
    known.set(list, kept);
    return kept.told;
  };
}
