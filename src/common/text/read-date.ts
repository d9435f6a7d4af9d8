export const DATE_ORDERS = ['YMD', 'DMY', 'MDY'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

const PARTS = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/;

/**
 * A date as `YYYY-MM-DD`. With dots the day comes first; with slashes or dashes that shows where one part is above twelve.
 * @returns the text as it is where it has no such parts; `ambiguous` for what may be either and is not declared
 */
export function readDate(text: string, declared: DateOrder | undefined): string {
  const parts = PARTS.exec(text);
  if (!parts) return text;
  const [, first = '', second = '', year = ''] = parts;
  const order = declared ?? orderOf(text, Number(first), Number(second));
  if (!order) return 'ambiguous';
  const [day, month] = order === 'MDY' ? [second, first] : [first, second];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function orderOf(text: string, first: number, second: number): DateOrder | undefined {
  if (text.includes('.') || first > 12 || first === second) return 'DMY';
  return second > 12 ? 'MDY' : undefined;
}
