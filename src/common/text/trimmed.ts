/** For class-transformer's `@Transform`: text without white space around it; anything else is left to the validators. */
export function trimmed({ value }: { value: unknown }): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

/** As `trimmed`; text of white space alone is as though it were not given. */
export function trimmedOrNone({ value }: { value: unknown }): unknown {
  return trimmed({ value }) === '' ? undefined : trimmed({ value });
}

/** As `trimmed`, for each of a list; an empty list is as though it were not given. */
export function trimmedEach({ value }: { value: unknown }): unknown {
  if (!Array.isArray(value)) return value;
  return value.length === 0 ? undefined : value.map((item: unknown) => trimmed({ value: item }));
}
