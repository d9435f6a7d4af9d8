import type { DateOrder } from '../../common/text/read-date';
import type { DecimalMark } from '../../common/text/read-number';
import { readMoment, ReadMoment } from '../notation/date-notation';
import { readDecimal } from '../notation/decimal-notation';
import { RowError } from './draft';

export interface Notation {
  readonly decimal: DecimalMark | 'unknown' | 'mixed';
  readonly dateOrder: DateOrder | 'unknown' | 'mixed';
}

/** A row of a table by the fields of its format. */
export class TableRow<Field extends string> {
  constructor(
    readonly cells: readonly string[],
    private readonly places: ReadonlyMap<Field, number>,
    private readonly notation: Notation,
    private readonly header: readonly string[] = [],
  ) {}

  has(field: Field): boolean {
    return this.places.has(field);
  }

  /** undefined for an empty cell, and for a column that the file has not */
  text(field: Field): string | undefined {
    return this.at(this.places.get(field));
  }

  /** The cell to the right of a column, such as its currency, which has no header of its own. */
  after(field: Field): string | undefined {
    const place = this.places.get(field);
    return place === undefined ? undefined : this.at(place + 1);
  }

  /** The currency that the header of a column ends with, such as `Total EUR` or `Total (EUR)`. */
  currencyInHeader(field: Field): string | undefined {
    const name = this.header[this.places.get(field) ?? -1];
    return /\s\(?([A-Z]{3})\)?\s*$/.exec(name ?? '')?.[1];
  }

  /** @throws RowError where it is empty */
  need(field: Field): string {
    const text = this.text(field);
    if (text === undefined) throw new RowError(`${field} is missing`, field);
    return text;
  }

  /** Exact decimal text. */
  number(field: Field): string | undefined {
    const text = this.text(field);
    return text === undefined ? undefined : readDecimal(text, this.notation.decimal);
  }

  /** @throws RowError where it is empty */
  needNumber(field: Field): string {
    const number = this.number(field);
    if (number === undefined) throw new RowError(`${field} is missing`, field);
    return number;
  }

  numberIn(text: string): string | undefined {
    return readDecimal(text, this.notation.decimal);
  }

  moment(field: Field): ReadMoment | undefined {
    const text = this.text(field);
    return text === undefined ? undefined : readMoment(text, this.notation.dateOrder);
  }

  /** @throws RowError where it is empty */
  needMoment(field: Field): ReadMoment {
    const moment = this.moment(field);
    if (!moment) throw new RowError(`${field} is missing`, field);
    return moment;
  }

  private at(place: number | undefined): string | undefined {
    const cell = place === undefined ? undefined : this.cells[place]?.trim();
    return cell === '' ? undefined : cell;
  }
}
