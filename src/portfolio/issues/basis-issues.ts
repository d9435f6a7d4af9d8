import type { PriceBases } from '../ledger/price-bases/price-bases';
import type { Entry } from '../transactions/entry';
import type { Issue } from './issue';

/** Which shares the prices of lots before a split were taken to be of, and transactions whose price fits later shares. */
export function basisIssues(entries: readonly Entry[], { chosen, doubtful }: PriceBases): Issue[] {
  return entries.flatMap((entry): Issue[] => {
    const { id, account_id, symbol = null, date, price } = entry;
    const about = { symbol, account_id, date, settled_on: date, transaction_ids: [id], proposal: null };
    const basis = chosen.get(id);
    if (basis) {
      return [
        {
          ...about,
          id: `basis.chosen:${id}:${basis}`,
          code: 'basis.chosen' as const,
          severity: 'info' as const,
          message: `The lot of ${symbol} of ${date} at ${price} is taken ${basis.replace('_', ' ')}: a split came later.`,
          action:
            'If that is wrong, write the lot as a transaction with quantity and price as traded that day.',
        },
      ];
    }
    if (!doubtful.has(id)) return [];
    return [
      {
        ...about,
        id: `price.adjusted:${id}`,
        code: 'price.adjusted' as const,
        severity: 'warning' as const,
        message: `The price of ${symbol} on ${date}, ${price}, fits the close adjusted for a later split, not the close as traded.`,
        action: 'Set quantity and price as traded that day.',
      },
    ];
  });
}
