import { absolute, difference, sum } from '../../notation/decimal-text';
import { Draft, Ignored, RowError } from '../draft';
import { unknownKind } from '../ignored-kinds';
import { tableFormat } from '../table-format';
import type { TableRow } from '../table-row';
import { costs, defined, trade } from '../trade';

type Kind =
  | 'buy'
  | 'sell'
  | 'dividend'
  | 'interest'
  | 'interest_charge'
  | 'deposit'
  | 'removal'
  | 'fee'
  | 'fee_refund'
  | 'tax'
  | 'tax_refund'
  | 'in'
  | 'out';

const KINDS: Readonly<Record<string, Kind>> = {
  buy: 'buy',
  kauf: 'buy',
  sell: 'sell',
  verkauf: 'sell',
  dividend: 'dividend',
  dividends: 'dividend',
  dividende: 'dividend',
  interest: 'interest',
  zinsen: 'interest',
  'interest charge': 'interest_charge',
  zinsbelastung: 'interest_charge',
  deposit: 'deposit',
  einlage: 'deposit',
  removal: 'removal',
  entnahme: 'removal',
  fees: 'fee',
  gebühren: 'fee',
  'fees refund': 'fee_refund',
  gebührenerstattung: 'fee_refund',
  taxes: 'tax',
  steuern: 'tax',
  'tax refund': 'tax_refund',
  steuerrückerstattung: 'tax_refund',
  'transfer (inbound)': 'in',
  'umbuchung (eingang)': 'in',
  'delivery (inbound)': 'in',
  einlieferung: 'in',
  'transfer (outbound)': 'out',
  'umbuchung (ausgang)': 'out',
  'delivery (outbound)': 'out',
  auslieferung: 'out',
};

/** Portfolio Performance's exports of account and portfolio transactions, English and German. */
export const portfolioPerformanceCsv = tableFormat({
  name: 'portfolio-performance-csv',
  title: 'Portfolio Performance (CSV)',
  columns: {
    date: ['Date', 'Datum'],
    type: ['Type', 'Typ'],
    value: ['Value', 'Wert'],
    currency: ['Transaction Currency', 'Buchungswährung'],
    gross: ['Gross Amount', 'Bruttobetrag'],
    gross_currency: ['Currency Gross Amount', 'Währung Bruttobetrag'],
    rate: ['Exchange Rate', 'Wechselkurs'],
    fee: ['Fees', 'Gebühren'],
    tax: ['Taxes', 'Steuern'],
    shares: ['Shares', 'Stück'],
    isin: ['ISIN'],
    wkn: ['WKN'],
    symbol: ['Ticker Symbol', 'Ticker-Symbol'],
    name: ['Security Name', 'Wertpapiername'],
    note: ['Note', 'Notiz'],
    account: ['Cash Account', 'Konto', 'Securities Account', 'Depot'],
  },
  required: ['date', 'type', 'value', 'currency', 'shares', 'name'],
  numbers: ['value', 'gross', 'rate', 'fee', 'tax', 'shares'],
  dates: ['date'],
  read: readRow,
});

type Field =
  | 'date'
  | 'type'
  | 'value'
  | 'currency'
  | 'gross'
  | 'gross_currency'
  | 'rate'
  | 'fee'
  | 'tax'
  | 'shares'
  | 'isin'
  | 'wkn'
  | 'symbol'
  | 'name'
  | 'note'
  | 'account';

function readRow(row: TableRow<Field>): Draft | Ignored {
  const word = row.need('type');
  const kind = KINDS[word.toLowerCase()];
  if (!kind) return unknownKind(word);
  const at = row.needMoment('date');
  const { date, time } = at;
  const value = absolute(row.needNumber('value'));
  const fee = row.number('fee');
  const tax = row.number('tax');
  const instrument = defined({
    isin: row.text('isin'),
    wkn: row.text('wkn'),
    symbol: row.text('symbol'),
    name: row.text('name'),
  });
  const hasInstrument = Object.keys(instrument).length > 0;
  const shares = row.number('shares');
  const shared = defined({
    date,
    time: time === '00:00' ? undefined : time,
    currency: row.text('currency'),
    note: row.text('note'),
    account: row.text('account'),
  });
  const moved = hasInstrument && shares !== undefined;
  switch (kind) {
    case 'buy':
    case 'sell': {
      if (shares === undefined) throw new RowError('Shares is missing', 'shares');
      const paid = sum(absolute(fee ?? '0'), absolute(tax ?? '0'));
      const amount = kind === 'buy' ? difference(value, paid) : sum(value, paid);
      return trade(kind, {
        ...shared,
        at: defined({ date, time: shared.time }),
        instrument,
        quantity: shares,
        amount,
        fee,
        tax,
      });
    }
    case 'dividend':
      return {
        ...shared,
        type: 'dividend',
        instrument,
        amount: sum(value, fee, tax),
        ...costs({ fee, tax }),
      };
    case 'interest':
      return { ...shared, type: 'interest', amount: sum(value, tax), ...costs({ tax }) };
    case 'interest_charge':
      return { ...shared, type: 'interest', amount: `-${value}` };
    case 'deposit':
      return { ...shared, type: 'deposit', amount: value };
    case 'removal':
      return { ...shared, type: 'withdrawal', amount: value };
    case 'fee':
    case 'tax':
      return { ...shared, type: kind, amount: value, ...(hasInstrument && { instrument }) };
    case 'fee_refund':
    case 'tax_refund':
      return {
        ...shared,
        type: kind === 'fee_refund' ? 'fee' : 'tax',
        amount: `-${value}`,
        ...(hasInstrument && { instrument }),
      };
    case 'in':
      return moved
        ? { ...shared, type: 'transfer_in', instrument, quantity: absolute(shares), cost: value }
        : { ...shared, type: 'transfer_in', amount: value };
    case 'out':
      return moved
        ? { ...shared, type: 'transfer_out', instrument, quantity: absolute(shares) }
        : { ...shared, type: 'transfer_out', amount: value };
  }
}
