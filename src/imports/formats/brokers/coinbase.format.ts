import { absolute } from '../../notation/decimal-text';
import { Draft, Ignored, ignored } from '../draft';
import { unknownKind } from '../ignored-kinds';
import { tableFormat } from '../table-format';
import { defined, gross, trade } from '../trade';

const FIAT = new Set(['USD', 'EUR', 'GBP', 'CHF', 'CAD', 'AUD', 'JPY', 'SGD']);

/** Coinbase's report of transactions, older and newer. */
export const coinbase = tableFormat({
  name: 'coinbase',
  title: 'Coinbase (CSV)',
  columns: {
    time: ['Timestamp'],
    id: ['ID'],
    type: ['Transaction Type'],
    asset: ['Asset'],
    quantity: ['Quantity Transacted'],
    currency: ['Price Currency', 'Spot Price Currency'],
    price: ['Price at Transaction', 'Spot Price at Transaction'],
    subtotal: ['Subtotal'],
    total: ['Total (inclusive of fees and/or spread)', 'Total (inclusive of fees)'],
    fee: ['Fees and/or Spread', 'Fees'],
    notes: ['Notes'],
  },
  required: ['time', 'type', 'asset', 'quantity', 'price'],
  numbers: ['quantity', 'price', 'subtotal', 'total', 'fee'],
  dates: ['time'],
  decimal: '.',
  dateOrder: 'YMD',
  read: (row): Draft | Ignored | Draft[] => {
    const type = row.need('type');
    const at = row.needMoment('time');
    const asset = row.need('asset');
    const currency = row.text('currency');
    const quantity = row.needNumber('quantity');
    const price = row.number('price');
    const shared = defined({ ...at, currency, external_id: row.text('id'), note: row.text('notes') });
    const stated = defined({
      at,
      currency,
      external_id: row.text('id'),
      note: row.text('notes'),
      fee: row.number('fee'),
    });
    const coin = (name: string) => ({ symbol: `${name}-${currency ?? 'USD'}` });
    const instrument = coin(asset);
    if (FIAT.has(asset)) {
      const money = { ...shared, currency: asset, amount: absolute(quantity) };
      if (/deposit/i.test(type)) return { ...money, type: 'deposit' };
      if (/withdraw/i.test(type)) return { ...money, type: 'withdrawal' };
      return unknownKind(`${type} of ${asset}`);
    }
    if (/buy$/i.test(type)) return trade('buy', { ...stated, instrument, quantity, price });
    if (/sell$/i.test(type)) return trade('sell', { ...stated, instrument, quantity, price });
    if (/reward|staking income|earn|inflation|learning/i.test(type)) {
      return defined<Draft>({
        ...shared,
        type: 'reward',
        instrument,
        quantity: absolute(quantity),
        price: price ?? '0',
      });
    }
    if (/^receive/i.test(type))
      return { ...shared, type: 'transfer_in', instrument, quantity: absolute(quantity) };
    if (/^send/i.test(type))
      return { ...shared, type: 'transfer_out', instrument, quantity: absolute(quantity) };
    if (/^convert/i.test(type)) {
      const [, given, , got, other] =
        /converted ([\d.]+) (\w+) to ([\d.]+) (\w+)/i.exec(row.text('notes') ?? '') ?? [];
      const amount = row.number('subtotal') ?? gross(quantity, price);
      if (!given || !got || !other || !amount)
        return ignored('a conversion whose note does not tell both sides');
      const group_id = `convert-${row.text('id') ?? `${at.date}-${given}`}`;
      const { external_id, fee, ...rest } = stated;
      return [
        trade('sell', { ...rest, external_id, instrument, quantity, amount, group_id, fee }),
        trade('buy', { ...rest, instrument: coin(other), quantity: got, amount, group_id }),
      ];
    }
    return unknownKind(type);
  },
});
