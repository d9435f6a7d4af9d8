/** OpenAPI 3.0 wants null among the values of an enum that may be null, which the decorators leave out. */
export function addNullToNullableEnums(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  if ('nullable' in part && part.nullable === true && 'enum' in part && Array.isArray(part.enum)) {
    if (!part.enum.includes(null)) part.enum = [...(part.enum as unknown[]), null];
  }
  for (const inner of Object.values(part)) addNullToNullableEnums(inner);
}
