import type { QifRecord, Source } from '../../files/source';
import { dateOrderOf, readMoment } from '../../notation/date-notation';
import { decimalMarkOf, readDecimal } from '../../notation/decimal-notation';
import { absolute, quotient } from '../../notation/decimal-text';
import { ignored, RowError, StatedInstrument } from '../draft';
import { unknownKind } from '../ignored-kinds';
import { ImportFormat, ReadOptions, ReadRows } from '../import-format';
import { RowAnswer, rowsOf } from '../rows-of';
import { questionsOf, settled } from '../table-format';
import type { Notation } from '../table-row';
import { income, paidIn, reinvested } from '../taken-back';
import { defined, trade } from '../trade';

/** QIF's investment accounts. */
export class QifFormat extends ImportFormat {
  readonly name = 'qif';
  readonly title = 'QIF, investment account';

  recognise(source: Source): number {
    if (source.kind !== 'qif') return 0;
    return source.records.some(({ section }) => /^invst/i.test(section)) ? 1 : 0.5;
  }

  read(source: Source, options: ReadOptions): ReadRows {
    const records = source.kind === 'qif' ? source.records : [];
    const securities = new Map(
      records.flatMap(({ section, fields }) =>
        /^security/i.test(section) && fields.N
          ? [[fields.N, defined({ name: fields.N, symbol: fields.S })] as const]
          : [],
      ),
    );
    const shown = records.filter(
      ({ section }) => !/^(security|account|prices|cat|class|option|clear)/i.test(section),
    );
    const cells = (letters: string) =>
      shown.flatMap(({ fields }) => [...letters].flatMap((letter) => fields[letter] ?? []));
    const notation: Notation = {
      decimal: options.decimal ?? decimalMarkOf(cells('IQTUO$')),
      dateOrder:
        options.dateOrder ??
        dateOrderOf(cells('D').map((date) => date.replace(/'\s?/, '/').replace(/\s/g, ''))),
    };
    const rows = shown.flatMap((record) =>
      rowsOf(record.line, record.fields, () => readRecord(record, securities, notation)),
    );
    return { rows, ...settled(notation), questions: questionsOf(notation), mapping: null, columns: [] };
  }
}

function readRecord(
  { section, fields }: QifRecord,
  securities: ReadonlyMap<string, StatedInstrument>,
  { decimal, dateOrder }: Notation,
): RowAnswer {
  if (!/^invst/i.test(section))
    return ignored(`a record of ${section || 'no account'}, which is no investment account`);
  const number = (letter: string) => readDecimal(fields[letter] ?? '', decimal);
  const moment = readMoment((fields.D ?? '').replace(/'\s?/, '/').replace(/\s/g, ''), dateOrder);
  if (!moment) throw new RowError('the record has no day', 'D');
  const action = (fields.N ?? '').replace(/X$/, '');
  const instrument: StatedInstrument = securities.get(fields.Y ?? '') ?? defined({ name: fields.Y });
  const amount = number('T') ?? number('U') ?? number('$') ?? '0';
  const shared = defined({ date: moment.date, note: fields.M });
  const stated = {
    at: { date: moment.date },
    note: fields.M,
    instrument,
    quantity: number('Q') ?? '0',
    price: number('I'),
    net: amount,
    fee: number('O'),
  };
  switch (action.toLowerCase()) {
    case 'buy':
    case 'cvrshrt':
      return trade('buy', stated);
    case 'sell':
    case 'shtsell':
      return trade('sell', stated);
    case 'div':
    case 'cglong':
    case 'cgshort':
    case 'cgmid':
      return income({ ...shared, type: 'dividend', instrument, amount });
    case 'intinc':
      return { ...shared, type: 'interest', amount };
    case 'reinvdiv':
    case 'reinvint':
    case 'reinvlg':
    case 'reinvsh':
    case 'reinvmd': {
      const group_id = `drip-${moment.date}-${fields.Y ?? ''}`;
      return reinvested(
        { ...shared, type: 'dividend', instrument, amount: absolute(amount), group_id },
        trade('buy', { ...stated, group_id }),
      );
    }
    case 'shrsin':
      return defined({
        ...shared,
        type: 'transfer_in',
        instrument,
        quantity: absolute(stated.quantity),
        cost: amount === '0' ? undefined : absolute(amount),
      });
    case 'shrsout':
      return { ...shared, type: 'transfer_out', instrument, quantity: absolute(stated.quantity) };
    case 'stksplit': {
      // Shares after for ten shares before.
      const ratio = Number(quotient(stated.quantity, '10'));
      if (!Number.isInteger(ratio) || ratio < 1)
        return ignored('a split whose ratio is no whole number; enter it by hand');
      return { ...shared, type: 'split', instrument, numerator: ratio, denominator: 1 };
    }
    case 'rtrncap':
      return income({ ...shared, type: 'return_of_capital', instrument, amount });
    case 'miscexp':
      return { ...shared, type: 'fee', amount: absolute(amount) };
    case 'margint':
      return { ...shared, type: 'interest', amount: `-${absolute(amount)}` };
    case 'xin':
    case 'contrib':
    case 'cash':
      return { ...shared, ...paidIn(amount) };
    case 'xout':
    case 'withdrw':
      return { ...shared, type: 'withdrawal', amount: absolute(amount) };
    default:
      return unknownKind(fields.N ?? '');
  }
}
