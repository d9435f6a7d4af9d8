import { ProviderError } from '../provider-error';
import { isRecord } from '../provider-http';

/** @throws ProviderError `unavailable` for what is no answer of a chart */
export function chartOf({ chart }: Record<string, unknown>): unknown {
  if (!isRecord(chart)) throw new ProviderError('unavailable', 'its chart makes no sense');
  return Array.isArray(chart.result) ? (chart.result as unknown[])[0] : undefined;
}

/** The columns of a chart's prices, by name. */
export function columnsOf(chart: Record<string, unknown>): Record<string, unknown[] | undefined> {
  const indicators = isRecord(chart.indicators) ? chart.indicators : {};
  const quote: unknown = Array.isArray(indicators.quote) ? (indicators.quote as unknown[])[0] : undefined;
  if (!isRecord(quote)) return {};
  return Object.fromEntries(Object.entries(quote).filter(([, column]) => Array.isArray(column))) as Record<
    string,
    unknown[]
  >;
}
