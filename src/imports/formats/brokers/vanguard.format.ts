import { americanDividend, americanMoney, americanTrade } from './american';
import { Draft, Ignored, ignored } from '../draft';
import { splitRow, unknownKind } from '../ignored-kinds';
import { tableFormat } from '../table-format';
import { defined } from '../trade';

/** Vanguard's download of transactions, below its table of holdings. */
export const vanguard = tableFormat({
  name: 'vanguard',
  title: 'Vanguard (CSV)',
  columns: {
    date: ['Trade Date'],
    account: ['Account Number'],
    settle: ['Settlement Date'],
    type: ['Transaction Type'],
    description: ['Transaction Description'],
    name: ['Investment Name'],
    symbol: ['Symbol'],
    shares: ['Shares'],
    price: ['Share Price'],
    principal: ['Principal Amount'],
    fee: ['Commissions and Fees', 'Commission Fees', 'Commissions & Fees'],
    net: ['Net Amount'],
    accrued: ['Accrued Interest'],
    kind: ['Account Type'],
  },
  required: ['date', 'account', 'type', 'symbol', 'shares', 'price', 'net'],
  numbers: ['shares', 'price', 'principal', 'fee', 'net'],
  dates: ['date', 'settle'],
  decimal: '.',
  dateOrder: 'MDY',
  read: (row): Draft | Ignored => {
    const type = row.need('type');
    const at = row.needMoment('date');
    const stated = {
      at,
      instrument: defined({ symbol: row.text('symbol'), name: row.text('name') }),
      quantity: row.number('shares'),
      price: row.number('price'),
      amount: row.number('principal'),
      net: row.number('net'),
      fee: row.number('fee'),
      account: row.text('account'),
      settle_date: row.moment('settle')?.date,
    };
    const group = `drip-${at.date}-${row.text('symbol') ?? ''}`;
    if (/sweep/i.test(type)) return ignored('money that moves within Vanguard');
    if (/cancel/i.test(type)) return ignored('a cancelled trade');
    if (/to (open|close)|expired|assigned|exercised/i.test(type)) return ignored('an option');
    if (/^(buy|exchange in|purchase)/i.test(type)) return americanTrade('buy', stated);
    if (/^(sell|exchange out|redemption)/i.test(type)) return americanTrade('sell', stated);
    if (/^reinvestment/i.test(type)) return americanTrade('buy', stated, group);
    if (/^(dividend|capital gain)/i.test(type)) return americanDividend(stated);
    if (/^interest/i.test(type)) return americanMoney('interest', stated);
    if (/fee/i.test(type)) return americanMoney('fee', stated);
    if (/withholding|tax/i.test(type)) return americanMoney('tax', stated);
    if (/funds received|contribution|withdrawal|distribution|wire|eft/i.test(type))
      return americanMoney('cash', stated);
    if (/split/i.test(type)) return splitRow;
    return unknownKind(type);
  },
});
