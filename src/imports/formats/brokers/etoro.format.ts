import { absolute, negated } from '../../notation/decimal-text';
import { Draft, Ignored, ignored } from '../draft';
import { splitRow, unknownKind } from '../ignored-kinds';
import { tableFormat } from '../table-format';
import { income, paidIn } from '../taken-back';
import { defined, trade } from '../trade';

/** Copying others moves money between parts of one account. */
const INNER = /\bcopy\b|balance to (mirror|account)/i;

/** eToro's account statement: the sheet of activity of its workbook. */
export const etoro = tableFormat({
  name: 'etoro',
  title: 'eToro, account activity (XLSX)',
  columns: {
    date: ['Date'],
    type: ['Type'],
    details: ['Details'],
    amount: ['Amount'],
    units: ['Units', 'Units / Contracts'],
    change: ['Realized Equity Change'],
    equity: ['Realized Equity'],
    balance: ['Balance'],
    id: ['Position ID'],
    asset: ['Asset type', 'Asset Type'],
    nwa: ['NWA'],
  },
  required: ['date', 'type', 'details', 'amount', 'equity', 'id'],
  numbers: ['amount', 'units'],
  dates: ['date'],
  dateOrder: 'DMY',
  read: (row): Draft | Ignored => {
    const type = row.need('type');
    const at = row.needMoment('date');
    const amount = row.number('amount') ?? '0';
    const id = row.text('id');
    const [symbol = '', currency] = (row.text('details') ?? '').split('/');
    const shared = { ...at, currency: 'USD' } as const;
    if (/cfd/i.test(row.text('asset') ?? '')) return ignored('a contract for difference');
    if (INNER.test(type)) return ignored('money that moves within eToro');
    if (/split/i.test(type)) return splitRow;
    if (/^(open position|position closed)$/i.test(type)) {
      if (!row.has('units'))
        return ignored('a position of a statement of old, which tells no units; enter it by hand');
      const isOpening = /^open/i.test(type);
      const isCrypto = /crypto/i.test(row.text('asset') ?? '');
      return trade(isOpening ? 'buy' : 'sell', {
        at,
        instrument: { symbol: isCrypto ? `${symbol}-${currency ?? 'USD'}` : symbol },
        quantity: row.needNumber('units'),
        amount,
        currency: 'USD',
        external_id: id && `${id}-${isOpening ? 'open' : 'close'}`,
      });
    }
    if (/^dividend/i.test(type))
      return income({
        ...shared,
        type: 'dividend',
        instrument: { symbol },
        amount,
        note: 'net of what was withheld',
      });
    if (/interest/i.test(type)) return { ...shared, type: 'interest', amount };
    if (/^deposit/i.test(type)) return { ...shared, ...paidIn(amount) };
    if (/^withdraw(al)?( request)?$/i.test(type))
      return { ...shared, type: 'withdrawal', amount: absolute(amount) };
    if (/fee|sdrt/i.test(type))
      return defined<Draft>({ ...shared, type: 'fee', amount: negated(amount), note: row.text('details') });
    return unknownKind(type);
  },
});
