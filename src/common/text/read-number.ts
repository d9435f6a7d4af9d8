export type DecimalMark = ',' | '.';

const PLAIN = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;
/** Between groups of three digits, beside the mark that is not the decimal one. */
const GROUP_MARKS = /(?<=\d)['’\u00a0\u202f ](?=\d{3}(\D|$))/g;
/** What may be one thousand or one. */
const ONE_MARK_AND_THREE_DIGITS = /^[+-]?[1-9]\d{0,2}([.,])\d{3}$/;

/**
 * Reads the numbers of one file, in which one mark is the decimal one throughout: the declared one, else the one that a number
 * shows which can be read in one way only.
 */
export class NumberReader {
  /** @param decimal the declared mark */
  constructor(private decimal: DecimalMark | undefined) {}

  /** @returns NaN for what is no number; `ambiguous` for what is one under either mark while none is known */
  read(cell: string): number | 'ambiguous' {
    const digits = this.digits(cell);
    return digits === 'ambiguous' ? digits : Number(digits);
  }

  /** @returns the digits with a decimal point, `NaN` for what is no number; else as `read` */
  digits(cell: string): string {
    const text = cell.trim().replace(GROUP_MARKS, '');
    this.decimal ??= shownMark(text);
    const { decimal } = this;
    if (!decimal) return ONE_MARK_AND_THREE_DIGITS.test(text) ? 'ambiguous' : plain(text);
    const group = decimal === ',' ? '.' : ',';
    if (!text.includes(group)) return plain(text.replace(decimal, '.'));
    const groups = new RegExp(`^[+-]?\\d{1,3}(\\${group}\\d{3})+(\\${decimal}\\d+)?$`);
    return groups.test(text) ? plain(text.replaceAll(group, '').replace(decimal, '.')) : 'NaN';
  }
}

/** The decimal mark of a number that has both, one of them twice, or one that is not followed by three digits. */
function shownMark(text: string): DecimalMark | undefined {
  const marks = [...text.matchAll(/[.,]/g)].map(([mark]) => mark as DecimalMark);
  const last = marks.at(-1);
  if (!last || /[a-z]/i.test(text)) return undefined;
  const other = last === ',' ? '.' : ',';
  if (marks.includes(other)) return last;
  if (marks.length > 1) return other;
  return ONE_MARK_AND_THREE_DIGITS.test(text) ? undefined : last;
}

function plain(text: string): string {
  return PLAIN.test(text) ? text : 'NaN';
}
