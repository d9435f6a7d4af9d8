import { child, textAt } from '../../files/read-xml';
import type { Source, XmlElement } from '../../files/source';
import { readMoment } from '../../notation/date-notation';
import { absolute, difference, quotient, sum } from '../../notation/decimal-text';
import { Draft, DraftRow, Ignored, ignored, RowError, StatedInstrument } from '../draft';
import { unknownKind } from '../ignored-kinds';
import { ImportFormat, ReadRows } from '../import-format';
import { rowsOf } from '../rows-of';
import { costs, defined, trade } from '../trade';
import { XmlReferences } from './xml-references';

const SHARES_FACTOR = '100000000';

/** Portfolio Performance's own file as XML, of whatever way its references are written. */
export class PortfolioPerformanceXmlFormat extends ImportFormat {
  readonly name = 'portfolio-performance-xml';
  readonly title = 'Portfolio Performance (XML)';

  recognise(source: Source): number {
    return source.kind === 'xml' && source.root.name === 'client' && child(source.root, 'securities') ? 1 : 0;
  }

  read(source: Source): ReadRows {
    const root = source.kind === 'xml' ? source.root : undefined;
    const rows = root ? new ClientReader(root).rows() : [];
    return { rows, decimal: '.', dateOrder: 'YMD', questions: [], mapping: null, columns: [] };
  }
}

/** Accounts and portfolios hold each other's transactions; each is read where it is met first. */
class ClientReader {
  private readonly references: XmlReferences;
  private readonly seen = new Set<XmlElement>();
  private line = 0;

  constructor(root: XmlElement) {
    this.references = new XmlReferences(root);
  }

  rows(): DraftRow[] {
    const rows: DraftRow[] = [];
    this.references.visit((element) => {
      if (element.name === 'account-transaction' || element.name === 'accountTransaction')
        rows.push(...this.read(element, false));
      if (element.name === 'portfolio-transaction' || element.name === 'portfolioTransaction')
        rows.push(...this.read(element, true));
    });
    return rows;
  }

  private read(given: XmlElement, isPortfolio: boolean): DraftRow[] {
    const element = this.references.resolve(given);
    if (this.seen.has(element) || !child(element, 'date')) return [];
    this.seen.add(element);
    const raw = Object.fromEntries(
      element.children
        .filter(({ children }) => children.length === 0)
        .map(({ name, text }) => [name, text.slice(0, 300)]),
    );
    return rowsOf(++this.line, raw, () => this.draftOf(element, isPortfolio));
  }

  private draftOf(element: XmlElement, isPortfolio: boolean): Draft | Ignored {
    const type = textAt(element, 'type') ?? '';
    // A trade and its money share one day: it stands with one of them, and the other refers to it.
    const date = readMoment(this.textOf(element, 'date') ?? '', 'YMD')?.date;
    if (!date) throw new RowError('the transaction has no day', 'date');
    const value = hundredths(textAt(element, 'amount'));
    const units = (kind: string) =>
      sum(
        ...(child(element, 'units')?.children ?? [])
          .filter((unit) => unit.attributes.type === kind)
          .map((unit) => hundredths(child(unit, 'amount')?.attributes.amount)),
      );
    const [fee, tax] = [units('FEE'), units('TAX')];
    const shares = quotient(whole(textAt(element, 'shares')), SHARES_FACTOR) ?? '0';
    const instrument = this.instrumentOf(element);
    const shared = defined({
      date,
      currency: textAt(element, 'currencyCode'),
      note: textAt(element, 'note'),
      external_id: textAt(element, 'uuid'),
      account: this.accountOf(element),
    });
    if (!isPortfolio && (type === 'BUY' || type === 'SELL'))
      return ignored('the money of a trade, which stands with its shares');
    const { date: day, ...rest } = shared;
    switch (type) {
      case 'BUY':
      case 'SELL': {
        const isBuy = type === 'BUY';
        const amount = isBuy ? difference(value, sum(fee, tax)) : sum(value, fee, tax);
        return trade(isBuy ? 'buy' : 'sell', {
          ...rest,
          at: { date: day },
          instrument: needed(instrument),
          quantity: shares,
          amount,
          fee,
          tax,
        });
      }
      case 'DIVIDENDS':
        return {
          ...shared,
          type: 'dividend',
          instrument: needed(instrument),
          amount: sum(value, fee, tax),
          ...costs({ fee, tax }),
        };
      case 'INTEREST':
        return { ...shared, type: 'interest', amount: sum(value, tax), ...costs({ tax }) };
      case 'INTEREST_CHARGE':
        return { ...shared, type: 'interest', amount: `-${value}` };
      case 'DEPOSIT':
      case 'REMOVAL':
        return { ...shared, type: type === 'DEPOSIT' ? 'deposit' : 'withdrawal', amount: value };
      case 'FEES':
      case 'TAXES':
        return {
          ...shared,
          type: type === 'FEES' ? 'fee' : 'tax',
          amount: value,
          ...(instrument && { instrument }),
        };
      case 'FEES_REFUND':
      case 'TAX_REFUND':
        return {
          ...shared,
          type: type === 'FEES_REFUND' ? 'fee' : 'tax',
          amount: `-${value}`,
          ...(instrument && { instrument }),
        };
      case 'DELIVERY_INBOUND':
        return {
          ...shared,
          type: 'transfer_in',
          instrument: needed(instrument),
          quantity: absolute(shares),
          cost: value,
        };
      case 'DELIVERY_OUTBOUND':
        return {
          ...shared,
          type: 'transfer_out',
          instrument: needed(instrument),
          quantity: absolute(shares),
        };
      case 'TRANSFER_IN':
      case 'TRANSFER_OUT':
        return ignored('a transfer between accounts; enter both of its legs by hand');
      default:
        return unknownKind(type);
    }
  }

  private instrumentOf(element: XmlElement): StatedInstrument | undefined {
    const named = child(element, 'security');
    if (!named) return undefined;
    const security = this.references.resolve(named);
    return defined({
      isin: textAt(security, 'isin'),
      wkn: textAt(security, 'wkn'),
      symbol: textAt(security, 'tickerSymbol'),
      name: textAt(security, 'name'),
    });
  }

  private textOf(element: XmlElement, name: string): string | undefined {
    const named = child(element, name);
    return named && (this.references.resolve(named).text || undefined);
  }

  /** The account or portfolio around a transaction. */
  private accountOf(element: XmlElement): string | undefined {
    const around = this.references.around(element, new Set(['account', 'portfolio']));
    return around && textAt(around, 'name');
  }
}

function needed(instrument: StatedInstrument | undefined): StatedInstrument {
  if (!instrument || Object.keys(instrument).length === 0)
    throw new RowError('the transaction has no security', 'security');
  return instrument;
}

/** Whole numbers only: shares are hundred millionths, money is hundredths. */
function whole(text = '0'): string {
  if (/^-?\d{1,20}$/.test(text)) return text;
  throw new RowError(`${text} is no whole number`);
}

const hundredths = (text: string | undefined) => absolute(quotient(whole(text), '100') ?? '0');
