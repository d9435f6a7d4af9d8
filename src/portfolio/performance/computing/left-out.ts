import type { PortfolioAnalysis } from '../../../analytics/portfolio/analyse-portfolio';
import { formatDay } from '../../../analytics/calendar';
import type { HoldingDto } from '../../dto/holdings.dto';
import type { QualityDto } from '../../dto/quality.dto';

/** An open lot that no total counts, for want of a price. */
export interface LeftOutLot {
  readonly symbol: string;
  /** of the line that it came by, and the day of that */
  readonly lineId: string;
  readonly day: number;
  readonly quantity: number;
  /** in base currency; null where the basis or the rate is unknown */
  readonly cost: number | null;
  readonly isBasisKnown: boolean;
}

type LeftOutQuality = Pick<QualityDto, 'left_out' | 'basis_unknown' | 'unrated_lines'>;

/** What is named of lots that are left out, beside what is named of those that count. */
export function leftOutQuality(
  lots: readonly LeftOutLot[],
  { basisUnknown, unrated }: PortfolioAnalysis['quality'],
): LeftOutQuality {
  const withoutBasis = lots.filter(({ isBasisKnown }) => !isBasisKnown).map(({ symbol }) => symbol);
  const withoutRate = lots.filter(({ cost, isBasisKnown }) => isBasisKnown && cost === null);
  const unratedDays = new Map([...unrated, ...withoutRate].map(({ lineId, day }) => [lineId, day]));
  return {
    left_out: { symbols: sorted(lots.map(({ symbol }) => symbol)), cost_basis: costOf(lots) },
    basis_unknown: sorted([...basisUnknown, ...withoutBasis]),
    unrated_lines: [...unratedDays].map(([lineId, day]) => ({
      transaction_id: lineId,
      date: formatDay(day),
    })),
  };
}

/** By symbol, quantity and cost alone. */
export function leftOutHoldings(lots: readonly LeftOutLot[]): HoldingDto[] {
  const bySymbol = new Map<string, LeftOutLot[]>();
  for (const lot of lots) bySymbol.set(lot.symbol, [...(bySymbol.get(lot.symbol) ?? []), lot]);
  return [...bySymbol].map(([symbol, ofSymbol]) => {
    const quantity = ofSymbol.reduce((sum, lot) => sum + lot.quantity, 0);
    const cost = costOf(ofSymbol);
    return {
      symbol,
      quantity,
      cost_basis: cost,
      average_price: cost && cost / quantity,
      price: null,
      price_date: null,
      market_value: null,
      weight: null,
      unrealised_pnl: null,
      unrealised_pnl_percent: null,
      day_change: null,
      day_change_percent: null,
      contribution: null,
    };
  });
}

/** Null where that of any is unknown. */
function costOf(lots: readonly LeftOutLot[]): number | null {
  return lots.reduce<number | null>(
    (sum, { cost }) => (sum === null || cost === null ? null : sum + cost),
    0,
  );
}

function sorted(symbols: readonly string[]): string[] {
  return [...new Set(symbols)].sort();
}
