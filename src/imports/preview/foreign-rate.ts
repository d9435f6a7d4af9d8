import type { Draft, RowProblem } from '../formats/draft';

/** What is told of a rate that is into another base currency than the portfolio's, and so is left out. */
export function foreignRate(
  { fx_rate, base_currency }: Pick<Draft, 'fx_rate' | 'base_currency'>,
  base: string,
): RowProblem | undefined {
  if (fx_rate === undefined || base_currency === undefined || base_currency === base) return undefined;
  const message = `fx_rate ${fx_rate} is into ${base_currency}, and the portfolio is in ${base}: it is left out, and the rate of the day counts`;
  return { code: 'row.base_rate', message, field: 'fx_rate' };
}
