import { readMoment } from '../../notation/date-notation';
import { americanDividend, americanMoney, americanTrade, otherKind } from './american';
import { Draft, Ignored, ignored } from '../draft';
import { tableFormat } from '../table-format';
import { defined } from '../trade';

/** Charles Schwab's history of transactions. */
export const schwab = tableFormat({
  name: 'schwab',
  title: 'Charles Schwab (CSV)',
  columns: {
    date: ['Date'],
    action: ['Action'],
    symbol: ['Symbol'],
    name: ['Description'],
    quantity: ['Quantity'],
    price: ['Price'],
    fee: ['Fees & Comm', 'Fees & Commissions'],
    amount: ['Amount'],
  },
  required: ['date', 'action', 'symbol', 'quantity', 'price', 'fee', 'amount'],
  numbers: ['quantity', 'price', 'fee', 'amount'],
  dates: ['date'],
  decimal: '.',
  dateOrder: 'MDY',
  read: (row): Draft | Ignored => {
    // "08/15/2023 as of 08/14/2023": the second is the day that counts.
    const asOf = /as of (.+)$/i.exec(row.need('date'))?.[1];
    const at = (asOf && readMoment(asOf, 'MDY')) || row.needMoment('date');
    const action = row.need('action');
    const stated = {
      at,
      instrument: defined({ symbol: row.text('symbol'), name: row.text('name') }),
      quantity: row.number('quantity'),
      price: row.number('price'),
      net: row.number('amount'),
      fee: row.number('fee'),
    };
    const group = `drip-${at.date}-${row.text('symbol') ?? ''}`;
    if (/to (open|close)|expired|assigned|exercised/i.test(action)) return ignored('an option');
    if (/cancel/i.test(action)) return ignored('a cancelled trade');
    if (/^(buy|reinvest shares)$/i.test(action))
      return americanTrade('buy', stated, /reinvest/i.test(action) ? group : undefined);
    if (/^sell$/i.test(action)) return americanTrade('sell', stated);
    if (/reinvest dividend|reinvest\)?$|^(long|short) term cap gain reinvest/i.test(action))
      return americanDividend(stated, group);
    if (/dividend|\bdiv\b(?! dist)|cap gain|distribution/i.test(action)) return americanDividend(stated);
    if (/interest/i.test(action)) return americanMoney('interest', stated);
    if (/tax/i.test(action))
      return {
        ...americanMoney('tax', stated),
        ...(row.text('symbol') && { instrument: stated.instrument }),
      };
    if (/fee/i.test(action)) return americanMoney('fee', stated);
    if (/moneylink|wire|funds|deposit|withdrawal|atm|direct/i.test(action) && stated.net)
      return americanMoney('cash', stated);
    return otherKind(action);
  },
});
