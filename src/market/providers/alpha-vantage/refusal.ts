import { ProviderError } from '../provider-error';
import { DAY_MS } from '../../../common/calendar/day-length';

/**
 * Reads the refusals that Alpha Vantage sends as HTTP 200. Its own words are never passed on: they echo the key.
 * @param asksSeries there an `Error Message` means an unknown symbol
 */
export function refusalOf(
  answer: Record<string, unknown>,
  now: Date,
  asksSeries: boolean,
): ProviderError | undefined {
  if (typeof answer['Error Message'] === 'string') {
    const aboutKey =
      /api ?key/i.test(answer['Error Message']) && /invalid or missing/i.test(answer['Error Message']);
    if (asksSeries && !aboutKey) return new ProviderError('unknown_symbol', 'it has no such series');
    return new ProviderError('rejected', 'it refuses the call or the key');
  }
  const notice = answer.Information ?? answer.Note;
  if (typeof notice !== 'string') return undefined;
  // Every notice ends with an advertisement that speaks of all limits and of premium endpoints: its beginning counts.
  if (/is a premium (endpoint|feature)/i.test(notice)) {
    return new ProviderError('rejected', 'the plan does not have this');
  }
  if (/sparingly|per second/i.test(notice)) {
    return new ProviderError('rate_limited', 'one call a second', {
      retryAt: new Date(now.getTime() + 2_000),
    });
  }
  const tomorrow = new Date((Math.floor(now.getTime() / DAY_MS) + 1) * DAY_MS);
  return new ProviderError('rate_limited', 'the day’s calls are used up', { retryAt: tomorrow });
}
