/** What stands where there is no number. */
export const NONE = '–';

const whole = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const penny = new Intl.NumberFormat('en-US', { minimumFractionDigits: 4, maximumFractionDigits: 4 });
const quantity = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });
const tiny = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });
const trillions = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 2 });
const powers = new Intl.NumberFormat('en-US', { notation: 'scientific', maximumFractionDigits: 2 });

/** To hundredths, but in short where that many digits would run off the page. */
function amount(value: number): string {
  const size = Math.abs(value);
  if (size < 1e12) return whole.format(value);
  return (size < 1e15 ? trillions : powers).format(value);
}

function price(value: number): string {
  if (value >= 1) return amount(value);
  return (value < 0.01 && value > 0 ? tiny : penny).format(value);
}

type Format = (value: number | null) => string;

const orNone =
  (format: (value: number) => string): Format =>
  (value) =>
    value === null ? NONE : trueMinus(format(value));

export const asMoney = orNone(amount);
export const asPrice = orNone(price);
/** What is held is never text as nothing. */
export const asQuantity = orNone((value) => (Math.abs(value) < 0.001 ? tiny : quantity).format(value));
export const asRatio = orNone(amount);
export const asPercent = orNone((fraction) => `${amount(fraction * 100)} %`);
export const asSignedMoney = orNone((value) => signed(amount(value)));
export const asSignedPercent = orNone((fraction) => signed(`${amount(fraction * 100)} %`));

/** `2026-01-31T09:00:00.000Z` as `2026-01-31 09:00 UTC` */
export const asMoment = (iso: string) => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

const isZero = (text: string) => !/[1-9]/.test(text);
const signed = (text: string) => (isZero(text) || text.startsWith('-') ? text : `+${text}`);
const trueMinus = (text: string) => text.replace('-', isZero(text) ? '' : '−');
