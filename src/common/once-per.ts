/** A function of objects that nobody changes: what it tells of one is worked out once, as long as that is in memory. */
export function oncePer<T extends object, R>(work: (of: T) => R): (of: T) => R {
  const known = new WeakMap<T, { told: R }>();
  return (of) => {
    const before = known.get(of);
    if (before) return before.told;
    const told = work(of);
    known.set(of, { told });
    return told;
  };
}
