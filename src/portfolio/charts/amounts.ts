const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 2 });
const SMALL = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const TO_THE_CENT = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** An amount in a few characters, such as 1.25M; below 1 with three digits. */
export function shortAmount(value: number): string {
  return (Math.abs(value) < 1 ? SMALL : SHORT).format(value);
}

/** An amount to the cent while it is neither too long nor too small for that. */
export function amount(value: number): string {
  return Math.abs(value) >= 1 && Math.abs(value) < 1e6 ? TO_THE_CENT.format(value) : shortAmount(value);
}

/** Writes the amounts on an axis: short, unless neighbours would then look alike. */
export function axisAmount(lowest: number, highest: number, marks: number): (value: number) => string {
  const step = (highest - lowest) / marks;
  const largest = Math.max(Math.abs(lowest), Math.abs(highest));
  if (step === 0 || step >= largest / 100) return shortAmount;
  const decimals = Math.min(20, Math.max(0, -Math.floor(Math.log10(step))));
  const exact = new Intl.NumberFormat('en', { maximumFractionDigits: decimals });
  return (value) => exact.format(value);
}

/** A fraction as percent. */
export function percent(fraction: number, digits = 1): string {
  return `${(fraction * 100).toFixed(digits)}%`;
}
