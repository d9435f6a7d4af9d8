/** For class-transformer's `@Transform`: text without white space around it; anything else is left to the validators. */
export function trimmed({ value }: { value: unknown }): unknown {
  return typeof value === 'string' ? value.trim() : value;
}
