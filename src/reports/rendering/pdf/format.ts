/** What stands where there is no number. */
export const NONE = '–';

const money = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const penny = new Intl.NumberFormat('en-US', { minimumFractionDigits: 4, maximumFractionDigits: 4 });
const quantity = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });
const ratio = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

type Format = (value: number | null) => string;

const orNone =
  (format: (value: number) => string): Format =>
  (value) =>
    value === null ? NONE : trueMinus(format(value));

export const asMoney = orNone((value) => money.format(value));
export const asPrice = orNone((value) => (value < 1 ? penny : money).format(value));
export const asQuantity = orNone((value) => quantity.format(value));
export const asRatio = orNone((value) => ratio.format(value));
export const asPercent = orNone((fraction) => `${ratio.format(fraction * 100)} %`);
export const asSignedMoney = orNone((value) => signed(money.format(value)));
export const asSignedPercent = orNone((fraction) => signed(`${ratio.format(fraction * 100)} %`));

/** `2026-01-31T09:00:00.000Z` as `2026-01-31 09:00 UTC` */
export const asMoment = (iso: string) => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

const isZero = (shown: string) => !/[1-9]/.test(shown);
const signed = (shown: string) => (isZero(shown) || shown.startsWith('-') ? shown : `+${shown}`);
const trueMinus = (shown: string) => shown.replace('-', isZero(shown) ? '' : '−');
