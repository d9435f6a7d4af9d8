import { absolute, isZero } from '../../notation/decimal-text';
import { Draft, Ignored, ignored } from '../draft';
import { unknownKind } from '../ignored-kinds';
import { tableFormat } from '../table-format';
import { income, paidIn } from '../taken-back';
import { costs, defined, gross, trade } from '../trade';

/** Wealthfolio's CSV of activities. */
export const wealthfolio = tableFormat({
  name: 'wealthfolio',
  title: 'Wealthfolio (CSV)',
  columns: {
    date: ['date'],
    symbol: ['symbol'],
    quantity: ['quantity'],
    type: ['activityType', 'activity_type'],
    price: ['unitPrice', 'unit_price'],
    currency: ['currency'],
    fee: ['fee'],
    amount: ['amount'],
    note: ['comment', 'notes'],
    account: ['account', 'accountName', 'account_name'],
    rate: ['fxRate', 'fx_rate'],
  },
  required: ['date', 'symbol', 'type', 'price', 'currency'],
  numbers: ['quantity', 'price', 'fee', 'amount', 'rate'],
  dates: ['date'],
  read: (row): Draft | Ignored => {
    const kind = row.need('type').toUpperCase();
    const { date } = row.needMoment('date');
    const symbol = row.text('symbol');
    const isCash = symbol === undefined || symbol.startsWith('$CASH');
    const instrument = { symbol: symbol ?? '' };
    const quantity = row.number('quantity');
    const price = row.number('price');
    const fee = row.number('fee');
    const shared = defined({
      date,
      currency: row.text('currency'),
      note: row.text('note'),
      account: row.text('account'),
    });
    const stated = row.number('amount');
    const signed = stated && !isZero(stated) ? stated : (gross(quantity, price) ?? '0');
    const amount = absolute(signed);
    switch (kind) {
      case 'BUY':
      case 'SELL':
        return trade(kind === 'BUY' ? 'buy' : 'sell', {
          ...shared,
          at: { date },
          instrument,
          quantity: quantity ?? '0',
          price,
          amount,
          fee,
        });
      case 'DIVIDEND':
        return income({ ...shared, type: 'dividend', instrument, amount: signed, ...costs({ fee }) });
      case 'INTEREST':
        return { ...shared, type: 'interest', amount: signed, ...costs({ fee }) };
      case 'DEPOSIT':
        return { ...shared, ...paidIn(signed) };
      case 'WITHDRAWAL':
        return { ...shared, type: 'withdrawal', amount };
      case 'FEE':
      case 'TAX':
        return {
          ...shared,
          type: kind === 'FEE' ? 'fee' : 'tax',
          amount: isZero(amount) ? absolute(fee ?? '0') : amount,
        };
      case 'TRANSFER_IN':
      case 'ADD_HOLDING':
        if (isCash) return { ...shared, type: 'transfer_in', amount };
        return defined<Draft>({
          ...shared,
          type: 'transfer_in',
          instrument,
          quantity,
          cost: isZero(amount) ? undefined : amount,
        });
      case 'TRANSFER_OUT':
      case 'REMOVE_HOLDING':
        if (isCash) return { ...shared, type: 'transfer_out', amount };
        return defined<Draft>({ ...shared, type: 'transfer_out', instrument, quantity });
      case 'SPLIT': {
        const ratio = Number(isZero(amount) ? quantity : amount);
        if (!Number.isInteger(ratio) || ratio < 1)
          return ignored('a split whose ratio is no whole number; enter it by hand');
        return { ...shared, type: 'split', instrument, numerator: ratio, denominator: 1 };
      }
      default:
        return unknownKind(kind);
    }
  },
});
