import { absolute, isNegative, negated, sum } from '../../notation/decimal-text';
import { conversionLeg } from '../conversion';
import { Draft, Ignored, ignored } from '../draft';
import { DEGIRO_ACCOUNT, DEGIRO_KINDS, DEGIRO_SHARED, DEGIRO_TRANSACTIONS } from './degiro-words';
import { unknownKind } from '../ignored-kinds';
import { tableFormat } from '../table-format';
import { income } from '../taken-back';
import { defined, trade } from '../trade';

/** DEGIRO's transactions. A trade is booked in the account's money, in which its costs are. */
export const degiroTransactions = tableFormat({
  name: 'degiro-transactions',
  title: 'DEGIRO, transactions (CSV)',
  columns: { ...DEGIRO_SHARED, ...DEGIRO_TRANSACTIONS },
  required: ['date', 'time', 'name', 'isin', 'quantity', 'price', 'value', 'total'],
  numbers: ['price', 'local', 'value', 'rate', 'conversion', 'fee', 'total', 'quantity'],
  dates: ['date'],
  dateOrder: 'DMY',
  read: (row): Draft => {
    const { date } = row.needMoment('date');
    const time = /^\d\d:\d\d/.exec(row.text('time') ?? '')?.[0];
    const quantity = row.needNumber('quantity');
    const id = row.text('id') ?? row.after('id');
    // Newer files name the currency of the account in the header, older ones in the cell to the right.
    const currency = row.currencyInHeader('value') ?? currencyOf(row.after('value'));
    return trade(isNegative(quantity) ? 'sell' : 'buy', {
      at: defined({ date, time }),
      instrument: defined({ isin: row.text('isin'), name: row.text('name'), exchange: row.text('exchange') }),
      quantity,
      // An order may be filled in parts, all under one id, which therefore tells no line.
      note: id && `order ${id}`,
      ...(row.after('price') === currency
        ? { price: row.needNumber('price') }
        : { amount: row.needNumber('value') }),
      currency,
      fee: sum(row.number('conversion'), row.number('fee')),
    });
  },
});

const currencyOf = (text: string | undefined) => (text && /^[A-Z]{3}$/.test(text) ? text : undefined);

/** DEGIRO's account statement: what is no trade. Its trades and their costs are in the transactions. */
export const degiroAccount = tableFormat({
  name: 'degiro-account',
  title: 'DEGIRO, account statement (CSV)',
  columns: { ...DEGIRO_SHARED, ...DEGIRO_ACCOUNT },
  required: ['date', 'time', 'description', 'change', 'balance'],
  numbers: ['rate'],
  numbersAfter: ['change', 'balance'],
  dates: ['date', 'value_date'],
  dateOrder: 'DMY',
  read: (row): Draft | Ignored => {
    const { date } = row.needMoment('date');
    const time = /^\d\d:\d\d/.exec(row.text('time') ?? '')?.[0];
    const at = defined({ date, time });
    const description = row.need('description');
    // The currency stands under the header, the amount to the right of it.
    const currency = row.text('change');
    const given = row.after('change');
    const amount = given === undefined ? undefined : row.numberIn(given);
    if (amount === undefined) return ignored('a line without an amount');
    const shared = defined({ ...at, currency, note: description });
    const instrument = defined({ isin: row.text('isin'), name: row.text('name') });
    const isOf = (kind: keyof typeof DEGIRO_KINDS) => DEGIRO_KINDS[kind].test(description);
    if (isOf('fund')) return ignored('the fund in which DEGIRO keeps money');
    if (isOf('inner')) return ignored('money that moves within DEGIRO');
    if (isOf('reservation')) return ignored('a reservation; it stands once more when it is settled');
    if (isOf('action')) return ignored('a corporate action; what it trades is in the transactions');
    if (isOf('trade')) return ignored('a trade; import the transactions for it');
    if (isOf('costs')) return ignored('costs of a trade; import the transactions for it');
    if (isOf('conversion')) {
      // A trade is booked in the account's money, so that its conversion is in it already.
      if (row.text('id')) return ignored('the conversion of a trade; import the transactions for it');
      return conversionLeg(at, amount, currency, `fx-${date}-${time ?? ''}`);
    }
    if (isOf('withheld')) return { ...shared, type: 'tax', amount: negated(amount), instrument };
    if (isOf('dividend')) return income({ ...shared, type: 'dividend', amount, instrument });
    if (isOf('interest')) return { ...shared, type: 'interest', amount };
    if (isOf('withdrawal')) {
      return isNegative(amount)
        ? { ...shared, type: 'withdrawal', amount: absolute(amount) }
        : ignored('a withdrawal that was settled at flatex; it stands once more with minus');
    }
    if (isOf('deposit') && !isNegative(amount)) return { ...shared, type: 'deposit', amount };
    if (isOf('tax')) return { ...shared, type: 'tax', amount: negated(amount) };
    if (isOf('fee')) return { ...shared, type: 'fee', amount: negated(amount) };
    return unknownKind(description);
  },
});
