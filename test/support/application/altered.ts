/** The same token but for its last character. */
export function altered(token: string): string {
  return `${token.slice(0, -1)}${token.endsWith('_') ? '-' : '_'}`;
}
