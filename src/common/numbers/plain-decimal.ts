/** Below 10^15, without leading or closing zeros. */
const PLAIN = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{0,17}[1-9])?$/;

/** Whether a text is a decimal as we write it, which nearly all are: it can be told apart without computing. */
export function isPlainDecimal(text: string): boolean {
  return PLAIN.test(text) && text !== '-0';
}
