import type { ReportContent } from './report-content';

/** A performance report is the performance as the API answers it; a holdings report the part about holdings. */
export function renderJson({ type, performance }: ReportContent): Uint8Array {
  return Buffer.from(JSON.stringify(type === 'performance' ? performance : holdingsOf(performance)));
}

function holdingsOf({
  portfolio_id,
  as_of,
  computed_at,
  currency,
  cash,
  summary,
  allocation,
  concentration,
  holdings,
  quality,
}: ReportContent['performance']) {
  return {
    portfolio_id,
    as_of,
    computed_at,
    currency,
    cash,
    summary,
    allocation,
    concentration,
    holdings,
    quality,
  };
}
