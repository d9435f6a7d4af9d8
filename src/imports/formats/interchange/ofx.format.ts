import { child, descendants, textAt } from '../../files/read-xml';
import type { Source, XmlElement } from '../../files/source';
import { readMoment, ReadMoment } from '../../notation/date-notation';
import { readDecimal } from '../../notation/decimal-notation';
import { absolute, isNegative, negated, sum } from '../../notation/decimal-text';
import { Draft, ignored, RowError, StatedInstrument } from '../draft';
import { unknownKind } from '../ignored-kinds';
import { ImportFormat, ReadRows } from '../import-format';
import { RowAnswer, rowsOf } from '../rows-of';
import { income, paidIn, reinvested } from '../taken-back';
import { costs, defined, trade } from '../trade';

const KINDS = new Set([
  'BUYSTOCK',
  'BUYMF',
  'BUYOTHER',
  'BUYDEBT',
  'BUYOPT',
  'SELLSTOCK',
  'SELLMF',
  'SELLOTHER',
  'SELLDEBT',
  'SELLOPT',
  'INCOME',
  'REINVEST',
  'INVBANKTRAN',
  'TRANSFER',
  'SPLIT',
  'RETOFCAP',
  'INVEXPENSE',
  'MARGININTEREST',
  'JRNLFUND',
  'JRNLSEC',
  'CLOSUREOPT',
]);
const INFOS = new Set(['SECINFO']);

/** Investment statements of OFX and QFX. */
export class OfxFormat extends ImportFormat {
  readonly name = 'ofx';
  readonly title = 'OFX and QFX, investment statement';

  recognise(source: Source): number {
    if (source.kind !== 'ofx') return 0;
    return descendants(source.root, new Set(['INVSTMTRS'])).length > 0 ? 1 : 0.5;
  }

  read(source: Source): ReadRows {
    const root = source.kind === 'ofx' ? source.root : undefined;
    const names = root ? namesIn(root) : new Map<string, StatedInstrument>();
    const statements = root ? descendants(root, new Set(['INVSTMTRS'])) : [];
    let at = 0;
    const rows = statements.flatMap((statement) => {
      const account = textAt(statement, 'INVACCTFROM', 'ACCTID');
      const currency = textAt(statement, 'CURDEF');
      const list = child(statement, 'INVTRANLIST');
      return (list ? descendants(list, KINDS) : []).flatMap((element) =>
        rowsOf(++at, rawLeaves(element), () => readElement(element, { account, currency, names })),
      );
    });
    return { rows, decimal: '.', dateOrder: 'YMD', questions: [], mapping: null, columns: [] };
  }
}

interface Statement {
  readonly account: string | undefined;
  readonly currency: string | undefined;
  readonly names: ReadonlyMap<string, StatedInstrument>;
}

function readElement(element: XmlElement, { account, currency, names }: Statement): RowAnswer {
  const { name } = element;
  const leaf = (tag: string) => leafIn(element, tag);
  const number = (tag: string) => readDecimal(leaf(tag) ?? '', leaf(tag)?.includes(',') ? ',' : '.');
  const at = dayOf(leaf('DTTRADE') ?? leaf('DTPOSTED'));
  const settle = leaf('DTSETTLE') ? dayOf(leaf('DTSETTLE')).date : undefined;
  const shared = defined({
    date: at.date,
    currency: leaf('CURSYM') ?? currency,
    external_id: leaf('FITID'),
    account,
    note: leaf('MEMO') ?? leaf('NAME'),
  });
  const id = leaf('UNIQUEID');
  const kind = leaf('UNIQUEIDTYPE')?.toUpperCase();
  const instrument: StatedInstrument = { ...(id && names.get(id)), ...identifier(kind, id) };
  if (/OPT$/.test(name) || /DEBT$/.test(name)) return ignored(`an option or bond (${name})`);
  if (/^(BUY|SELL)/.test(name)) {
    const { date, ...rest } = shared;
    const booked = trade(name.startsWith('BUY') ? 'buy' : 'sell', {
      ...rest,
      at: { date },
      instrument,
      quantity: number('UNITS') ?? '0',
      price: number('UNITPRICE'),
      fee: sum(number('COMMISSION'), number('FEES'), number('LOAD')),
      tax: number('TAXES'),
    });
    return settle && settle >= at.date ? { ...booked, settle_date: settle } : booked;
  }
  const total = number('TOTAL') ?? number('TRNAMT') ?? '0';
  switch (name) {
    case 'INCOME':
      if (leaf('INCOMETYPE') === 'INTEREST') return { ...shared, type: 'interest', amount: total };
      return income({
        ...shared,
        type: 'dividend',
        instrument,
        amount: total,
        ...costs({ tax: number('WITHHOLDING') }),
      });
    case 'REINVEST': {
      const { date, external_id, ...rest } = shared;
      const group_id = `drip-${external_id ?? date}`;
      return reinvested(
        { ...shared, type: 'dividend', instrument, amount: absolute(total), group_id },
        trade('buy', {
          ...rest,
          at: { date },
          external_id: external_id && `${external_id}-buy`,
          instrument,
          quantity: number('UNITS') ?? '0',
          price: number('UNITPRICE'),
          fee: sum(number('COMMISSION'), number('FEES')),
          group_id,
        }),
      );
    }
    case 'RETOFCAP':
      return income({ ...shared, type: 'return_of_capital', instrument, amount: total });
    case 'INVEXPENSE':
      return { ...shared, type: 'fee', amount: negated(total) };
    case 'MARGININTEREST':
      return { ...shared, type: 'interest', amount: `-${absolute(total)}` };
    case 'SPLIT':
      return split(shared, instrument, number('NUMERATOR'), number('DENOMINATOR'));
    case 'TRANSFER': {
      const units = number('UNITS') ?? '0';
      const isOut = leaf('TFERACTION') === 'OUT' || isNegative(units);
      return {
        ...shared,
        type: isOut ? 'transfer_out' : 'transfer_in',
        instrument,
        quantity: absolute(units),
      };
    }
    case 'INVBANKTRAN':
      if (leaf('TRNTYPE') === 'INT') return { ...shared, type: 'interest', amount: total };
      if (/FEE|SRVCHG/.test(leaf('TRNTYPE') ?? '')) return { ...shared, type: 'fee', amount: negated(total) };
      return { ...shared, ...paidIn(total) };
    default:
      return unknownKind(name);
  }
}

function split(
  shared: object,
  instrument: StatedInstrument,
  to: string | undefined,
  from: string | undefined,
): RowAnswer {
  const [numerator, denominator] = [Number(to), Number(from)];
  if (!Number.isInteger(numerator) || !Number.isInteger(denominator) || numerator < 1 || denominator < 1) {
    return ignored('a split whose ratio is not of whole numbers; enter it by hand');
  }
  return { ...(shared as Draft), type: 'split', instrument, numerator, denominator };
}

function identifier(kind: string | undefined, id: string | undefined): StatedInstrument {
  if (!id) return {};
  if (kind === 'ISIN') return { isin: id };
  if (kind === 'CUSIP') return { cusip: id };
  if (kind === 'SEDOL') return { sedol: id };
  return kind === 'TICKER' ? { symbol: id } : {};
}

/** Tickers and names by the identifier that transactions use. */
function namesIn(root: XmlElement): Map<string, StatedInstrument> {
  return new Map(
    descendants(root, INFOS).flatMap((info) => {
      const id = textAt(info, 'SECID', 'UNIQUEID');
      return id
        ? [[id, defined({ symbol: textAt(info, 'TICKER'), name: textAt(info, 'SECNAME') })] as const]
        : [];
    }),
  );
}

function dayOf(text: string | undefined): ReadMoment {
  const at = readMoment((text ?? '').slice(0, 8), 'YMD');
  if (!at) throw new RowError('the element has no day', 'DTTRADE');
  return { date: at.date };
}

function leafIn(element: XmlElement, tag: string): string | undefined {
  for (const inner of element.children) {
    if (inner.name === tag && inner.text !== '') return inner.text;
    const found = leafIn(inner, tag);
    if (found !== undefined) return found;
  }
  return undefined;
}

function rawLeaves(element: XmlElement): Record<string, string> {
  const raw: Record<string, string> = { kind: element.name };
  const visit = (inner: XmlElement) => {
    if (inner.children.length === 0 && Object.keys(raw).length < 60)
      raw[inner.name] = inner.text.slice(0, 300);
    inner.children.forEach(visit);
  };
  element.children.forEach(visit);
  return raw;
}
