/** The token of an `Authorization` header of the scheme Bearer; null where the header is missing or another. */
export function bearerToken(header: string | undefined): string | null {
  return (header && /^bearer +(\S+)$/i.exec(header)?.[1]) || null;
}
