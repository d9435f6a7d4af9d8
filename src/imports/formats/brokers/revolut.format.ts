import { absolute, negated } from '../../notation/decimal-text';
import type { Draft, Ignored } from '../draft';
import { splitRow, unknownKind } from '../ignored-kinds';
import { tableFormat } from '../table-format';
import { income, paidIn } from '../taken-back';
import { defined, trade } from '../trade';

/** Revolut's statement of shares. */
export const revolut = tableFormat({
  name: 'revolut',
  title: 'Revolut, stocks (CSV)',
  columns: {
    date: ['Date'],
    symbol: ['Ticker'],
    type: ['Type'],
    quantity: ['Quantity'],
    price: ['Price per share'],
    amount: ['Total Amount'],
    currency: ['Currency'],
    rate: ['FX Rate'],
  },
  required: ['date', 'symbol', 'type', 'quantity', 'price', 'amount', 'rate'],
  numbers: ['quantity', 'price', 'amount', 'rate'],
  dates: ['date'],
  read: (row): Draft | Ignored => {
    const type = row.need('type').toUpperCase();
    const at = row.needMoment('date');
    const currency = row.text('currency');
    const instrument = { symbol: row.text('symbol') ?? '' };
    const amount = row.number('amount') ?? '0';
    const shared = defined({ ...at, currency });
    if (/^(BUY|SELL)\b/.test(type)) {
      const quantity = row.needNumber('quantity');
      // The total has the commission in it; the price tells the rest.
      return trade(type.startsWith('BUY') ? 'buy' : 'sell', {
        at,
        currency,
        instrument,
        quantity,
        price: row.number('price'),
        amount,
      });
    }
    if (/^DIVIDEND TAX/.test(type)) return { ...shared, type: 'tax', instrument, amount: negated(amount) };
    if (type === 'DIVIDEND')
      return income({ ...shared, type: 'dividend', instrument, amount, note: 'net of what was withheld' });
    if (/^CASH TOP-UP/.test(type)) return { ...shared, ...paidIn(amount) };
    if (/^CASH WITHDRAWAL/.test(type)) return { ...shared, type: 'withdrawal', amount: absolute(amount) };
    if (/FEE/.test(type)) return { ...shared, type: 'fee', amount: negated(amount) };
    if (/SPLIT/.test(type)) return splitRow;
    return unknownKind(type);
  },
});
