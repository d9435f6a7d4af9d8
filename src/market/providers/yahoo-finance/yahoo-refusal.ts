import { ProviderError } from '../provider-error';
import { isRecord, textOf } from '../provider-http';
import type { ProviderAnswer } from '../provider-http';

/**
 * Reads what Yahoo says instead of data. An error that it explains in JSON is its word about the symbol or the range that
 * was asked for; anything else that is not 200 is a fault of its own.
 *
 * @returns undefined for an answer that may hold data
 */
export function refusalOf({ status, body }: ProviderAnswer): ProviderError | undefined {
  const told = toldError(body);
  if (!told) return status === 200 ? undefined : new ProviderError('unavailable', `it answered ${status}`);
  const { code, description } = told;
  if (status >= 500 || status === 401 || status === 403 || /unauthorized|internal/i.test(code)) {
    return new ProviderError('unavailable', `it answered ${status}`);
  }
  if (status === 404 || /not found/i.test(code) || /no data found|delisted/i.test(description)) {
    return new ProviderError('unknown_symbol', 'it has no such symbol');
  }
  return new ProviderError('no_data', 'it has nothing for that');
}

/** `{ chart: { error: { code, description } } }`, whatever the one key is called. */
function toldError(body: string): { code: string; description: string } | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (!isRecord(answer)) return undefined;
  for (const part of Object.values(answer)) {
    if (isRecord(part) && isRecord(part.error)) {
      return { code: textOf(part.error.code), description: textOf(part.error.description) };
    }
  }
  return undefined;
}
