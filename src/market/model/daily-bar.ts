/** One trading day of one instrument. A close may be 0 (worthless) or negative (a future); what was not told is null. */
export interface DailyBar {
  /** the trading day in the exchange's time zone, as days since 1970-01-01 */
  day: number;
  open: number | null;
  high: number | null;
  low: number | null;
  close: number;
  volume: number;
  /** whether a field that was told made no sense beside the close and was left out or moved to the bounds */
  mended?: boolean;
}

/** A bar of which everything is told. */
export type WholeBar = DailyBar & { open: number; high: number; low: number };

/** Prices come as binary floats of divided decimals: a low this little above the close is rounding, not an error. */
const ROUNDING = 1e-6;

type RawPrices = Record<'open' | 'high' | 'low' | 'close', unknown> & { volume?: unknown };

/**
 * A bar's prices made sense of: a finite close is a price, and everything else is measured by it. An open, high or low
 * that is no number, or not above 0 beside a close that is, becomes null; a high below or a low above the others is moved to
 * them; a volume that is no number from 0 on counts as 0. Rounding noise and what was not told at all is not called mended.
 *
 * @returns undefined without a finite close
 */
export function mendPrices(raw: RawPrices): Omit<DailyBar, 'day'> | undefined {
  const { close } = raw;
  if (!isFiniteNumber(close)) return undefined;
  const priced = (value: unknown) => (isFiniteNumber(value) && (value > 0 || close <= 0) ? value : null);
  const [open, high, low] = [priced(raw.open), priced(raw.high), priced(raw.low)];
  const bottom = open === null ? close : Math.min(open, close);
  const top = open === null ? close : Math.max(open, close);
  const volume = isFiniteNumber(raw.volume) && raw.volume >= 0 ? raw.volume : 0;
  const isMended =
    isNonsense(raw.open, open) ||
    isNonsense(raw.high, high) ||
    isNonsense(raw.low, low) ||
    isNonsense(raw.volume, volume) ||
    (low !== null && low > bottom + Math.abs(bottom) * ROUNDING) ||
    (high !== null && high < top - Math.abs(top) * ROUNDING);
  return {
    open,
    high: high === null ? null : Math.max(high, top),
    low: low === null ? null : Math.min(low, bottom),
    close,
    volume,
    ...(isMended && { mended: true }),
  };
}

/** Whether something was told that could not be kept. */
function isNonsense(told: unknown, kept: number | null): boolean {
  return told !== null && told !== undefined && told !== kept;
}

/**
 * Checks the prices of a bar in a file, where a mistake is to be named and not mended: finite, low ≤ open, close ≤ high, volume ≥ 0.
 * @returns the same prices with rounding noise at the edges removed, or undefined when they make no sense
 */
export function checkedPrices(raw: RawPrices): Omit<DailyBar, 'day'> | undefined {
  const mended = mendPrices(raw);
  const isWhole = mended && mended.open !== null && mended.high !== null && mended.low !== null;
  return isWhole && !mended.mended ? mended : undefined;
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
