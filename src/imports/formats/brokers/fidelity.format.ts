import { sum } from '../../notation/decimal-text';
import { americanDividend, americanMoney, americanTrade, otherKind } from './american';
import { Draft, Ignored, ignored } from '../draft';
import { tableFormat } from '../table-format';
import { defined } from '../trade';

/** Fidelity's history of an account. */
export const fidelity = tableFormat({
  name: 'fidelity',
  title: 'Fidelity (CSV)',
  columns: {
    date: ['Run Date'],
    account: ['Account', 'Account Number'],
    action: ['Action'],
    symbol: ['Symbol'],
    name: ['Description', 'Security Description'],
    type: ['Type', 'Security Type'],
    quantity: ['Quantity'],
    price: ['Price ($)', 'Price'],
    commission: ['Commission ($)', 'Commission'],
    fees: ['Fees ($)', 'Fees'],
    accrued: ['Accrued Interest ($)', 'Accrued Interest'],
    amount: ['Amount ($)', 'Amount'],
    settle: ['Settlement Date'],
  },
  required: ['date', 'action', 'symbol', 'quantity', 'amount', 'settle'],
  numbers: ['quantity', 'price', 'commission', 'fees', 'amount'],
  dates: ['date', 'settle'],
  decimal: '.',
  dateOrder: 'MDY',
  read: (row): Draft | Ignored => {
    const action = row.need('action');
    const at = row.needMoment('date');
    const stated = {
      at,
      instrument: defined({ symbol: row.text('symbol'), name: row.text('name') }),
      quantity: row.number('quantity'),
      price: row.number('price'),
      net: row.number('amount'),
      fee: sum(row.number('commission'), row.number('fees')),
      account: row.text('account'),
      settle_date: row.moment('settle')?.date,
    };
    const group = `drip-${at.date}-${row.text('symbol') ?? ''}`;
    if (/(opening|closing) transaction|\b(call|put) \(|expired|assigned/i.test(action))
      return ignored('an option');
    if (/cancel/i.test(action)) return ignored('a cancelled trade');
    if (/^you bought/i.test(action)) return americanTrade('buy', stated);
    if (/^you sold/i.test(action)) return americanTrade('sell', stated);
    if (/^reinvestment/i.test(action)) return americanTrade('buy', stated, group);
    if (/core account/i.test(action)) return ignored('money that moves within Fidelity');
    if (/^((qualified )?dividend|long-term cap gain|short-term cap gain)/i.test(action))
      return americanDividend(stated);
    if (/^interest/i.test(action)) return americanMoney('interest', stated);
    if (/tax paid|tax withheld/i.test(action))
      return { ...americanMoney('tax', stated), instrument: stated.instrument };
    if (/fee charged|advisory fee/i.test(action)) return americanMoney('fee', stated);
    if (
      /electronic funds|transfer(red)? (from|to)|wire|check received|direct deposit|contribution|direct debit/i.test(
        action,
      )
    ) {
      return americanMoney('cash', stated);
    }
    return otherKind(action);
  },
});
