/** What a spreadsheet takes for a formula, also behind apostrophes that were there before. */
const FORMULA = /^'*[=+\-@\t\r]/;
const ESCAPED = /^''*[=+\-@\t\r]/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** Text for a cell of CSV or XLSX that no spreadsheet computes; numbers stay as they are. */
export function escapeFormula(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** The text that `escapeFormula` was given. */
export function unescapeFormula(text: string): string {
  return ESCAPED.test(text) ? text.slice(1) : text;
}
