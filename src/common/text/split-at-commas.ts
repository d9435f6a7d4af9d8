/** For `@Transform`: what stands between commas, once or repeatedly; whatever is no text is left to the checks after it. */
export function splitAtCommas({ value }: { value: unknown }): unknown {
  if (typeof value === 'string') return value.split(',');
  return Array.isArray(value) ? value.flatMap((one: unknown) => splitAtCommas({ value: one })) : value;
}
