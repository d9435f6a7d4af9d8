import type { Question } from './analyses.repository';

/** A question as the query of a performance request, beginning with `?`. */
export function queryOf({ from, to, benchmark, risk_free_rate, account, before }: Question): string {
  const query = new URLSearchParams({ ...(from !== null && { from }), to });
  if (benchmark !== null) query.set('benchmark', benchmark);
  if (risk_free_rate !== 0) query.set('risk_free_rate', String(risk_free_rate));
  if (account !== null) query.set('account', account);
  if (before !== null) query.set('before', before);
  return `?${query.toString()}`;
}
