import { americanDividend, americanMoney, americanTrade } from './american';
import { Draft, Ignored, ignored } from '../draft';
import { splitRow, unknownKind } from '../ignored-kinds';
import { tableFormat } from '../table-format';
import { defined } from '../trade';

const OPTIONS = new Set(['BTO', 'STC', 'STO', 'BTC', 'OEXP', 'OASGN', 'OEXCS', 'OCA']);
const CASH = new Set(['ACH', 'RTP', 'DCF', 'WIRE', 'XENT', 'XENT_CC', 'ITRF', 'CFIR', 'CFRI', 'GMPC']);
const DIVIDENDS = new Set(['CDIV', 'MDIV', 'QDIV', 'DIV']);

/** Robinhood's report of activity. */
export const robinhood = tableFormat({
  name: 'robinhood',
  title: 'Robinhood (CSV)',
  columns: {
    date: ['Activity Date'],
    process: ['Process Date'],
    settle: ['Settle Date'],
    symbol: ['Instrument'],
    name: ['Description'],
    code: ['Trans Code'],
    quantity: ['Quantity'],
    price: ['Price'],
    amount: ['Amount'],
  },
  required: ['date', 'settle', 'symbol', 'code', 'quantity', 'amount'],
  numbers: ['price', 'amount'],
  dates: ['date', 'settle'],
  decimal: '.',
  dateOrder: 'MDY',
  read: (row): Draft | Ignored => {
    const code = row.need('code').toUpperCase();
    const stated = {
      at: row.needMoment('date'),
      instrument: defined({ symbol: row.text('symbol') }),
      // "10S" is a sale of 10
      quantity: row.numberIn((row.text('quantity') ?? '').replace(/S$/, '')),
      price: row.number('price'),
      net: row.number('amount'),
      settle_date: row.moment('settle')?.date,
    };
    if (OPTIONS.has(code)) return ignored('an option');
    if (code === 'BCXL' || code === 'SCXL') return ignored('a cancelled trade');
    if (code === 'SS' || code === 'BC') return ignored('a short sale');
    if (code === 'BUY') return americanTrade('buy', stated);
    if (code === 'SELL') return americanTrade('sell', stated);
    if (DIVIDENDS.has(code)) return americanDividend(stated);
    if (code === 'INT' || code === 'SLIP' || code === 'MINT' || code === 'MTCH')
      return americanMoney('interest', stated);
    if (code === 'DTAX') return { ...americanMoney('tax', stated), instrument: stated.instrument };
    if (['GOLD', 'DFEE', 'AFEE', 'FEE', 'MARGIN'].includes(code)) return americanMoney('fee', stated);
    if (CASH.has(code) && stated.net) return americanMoney('cash', stated);
    if (code === 'SPL' || code === 'SPR') return splitRow;
    return unknownKind(code);
  },
});
