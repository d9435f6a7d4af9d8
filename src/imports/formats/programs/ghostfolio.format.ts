import type { Source } from '../../files/source';
import { readMoment } from '../../notation/date-notation';
import { absolute } from '../../notation/decimal-text';
import { Draft, Ignored, ignored, RowError, StatedInstrument } from '../draft';
import { ImportFormat, ReadRows } from '../import-format';
import { JsonObject, listIn, numberIn, objectIn, rawObject, textIn } from './json-values';
import { rowsOf } from '../rows-of';
import { tableFormat } from '../table-format';
import { costs, defined, gross, trade } from '../trade';

interface Activity {
  readonly date: string;
  readonly type: string;
  readonly source: string | undefined;
  readonly symbol: string;
  readonly quantity: string;
  readonly price: string;
  readonly fee?: string;
  readonly currency?: string;
  readonly note?: string;
  readonly account?: string;
}

/** Ghostfolio's export of activities as JSON. */
export class GhostfolioJsonFormat extends ImportFormat {
  readonly name = 'ghostfolio-json';
  readonly title = 'Ghostfolio (JSON)';

  recognise(source: Source): number {
    if (source.kind !== 'json') return 0;
    const [first] = listIn(source.value, 'activities') ?? [];
    const activity = objectIn(first);
    return activity && 'unitPrice' in activity && 'type' in activity ? 0.98 : 0;
  }

  read(source: Source): ReadRows {
    const value = source.kind === 'json' ? source.value : undefined;
    const accounts = new Map(
      (listIn(value, 'accounts') ?? []).flatMap((item) => {
        const account = objectIn(item);
        return account ? [[textIn(account, 'id'), textIn(account, 'name')] as const] : [];
      }),
    );
    const rows = (listIn(value, 'activities') ?? []).flatMap((item, at) => {
      const object = objectIn(item) ?? {};
      return rowsOf(at + 1, rawObject(object), () => {
        const accountId = textIn(object, 'accountId');
        return draftOf({ ...activityIn(object), account: accounts.get(accountId) ?? accountId });
      });
    });
    return { rows, decimal: '.', dateOrder: 'YMD', questions: [], mapping: null, columns: [] };
  }
}

/** The CSV that Ghostfolio imports. */
export const ghostfolioCsv = tableFormat({
  name: 'ghostfolio-csv',
  title: 'Ghostfolio (CSV)',
  columns: {
    date: ['Date'],
    symbol: ['Code', 'Symbol'],
    source: ['DataSource', 'Data Source'],
    currency: ['Currency'],
    price: ['Price', 'UnitPrice'],
    quantity: ['Quantity'],
    type: ['Action', 'Type'],
    fee: ['Fee'],
    note: ['Note', 'Comment'],
    account: ['Account', 'AccountId'],
  },
  required: ['date', 'symbol', 'source', 'price', 'quantity', 'type', 'fee'],
  numbers: ['price', 'quantity', 'fee'],
  dates: ['date'],
  read: (row) =>
    draftOf({
      date: row.needMoment('date').date,
      type: row.need('type').toUpperCase(),
      source: row.text('source'),
      symbol: row.need('symbol'),
      quantity: row.needNumber('quantity'),
      price: row.needNumber('price'),
      fee: row.number('fee'),
      currency: row.text('currency'),
      note: row.text('note'),
      account: row.text('account'),
    }),
});

function activityIn(object: JsonObject): Activity {
  const date = readMoment(textIn(object, 'date') ?? '', 'YMD')?.date;
  if (!date) throw new RowError('date is missing', 'date');
  return {
    date,
    type: (textIn(object, 'type') ?? '').toUpperCase(),
    source: textIn(object, 'dataSource'),
    symbol: textIn(object, 'symbol') ?? '',
    quantity: numberIn(object, 'quantity') ?? '0',
    price: numberIn(object, 'unitPrice') ?? '0',
    fee: numberIn(object, 'fee'),
    currency: textIn(object, 'currency'),
    note: textIn(object, 'comment'),
  };
}

function draftOf({ date, type, source, symbol, quantity, price, fee, ...rest }: Activity): Draft | Ignored {
  const instrument: StatedInstrument =
    source === 'MANUAL' ? { name: symbol } : { symbol, isOurs: source === 'YAHOO' };
  const shared = defined({ ...rest, date, ...costs({ fee }) });
  const amount = gross(quantity, price) ?? '0';
  switch (type) {
    case 'BUY':
    case 'SELL':
      return trade(type === 'BUY' ? 'buy' : 'sell', {
        ...rest,
        at: { date },
        instrument,
        quantity,
        price,
        fee,
      });
    case 'DIVIDEND':
      return { ...shared, type: 'dividend', instrument, amount };
    case 'INTEREST':
      return { ...shared, type: 'interest', amount };
    case 'FEE':
      return {
        ...defined({ ...rest, date }),
        type: 'fee',
        amount: amount === '0' ? absolute(fee ?? '0') : amount,
      };
    default:
      return ignored(`the kind ${type} is no event of an account`);
  }
}
