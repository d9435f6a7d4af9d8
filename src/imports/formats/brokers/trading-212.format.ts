import { absolute, difference, isZero, quotient, sum } from '../../notation/decimal-text';
import { Draft, Ignored, RowError } from '../draft';
import { inCurrencies } from '../in-currencies';
import { splitRow, unknownKind } from '../ignored-kinds';
import { tableFormat } from '../table-format';
import { income, paidIn } from '../taken-back';
import { costs, defined, trade } from '../trade';

/** Trading 212's history. A trade is booked in the account's money, which the total is in, whatever the listing's. */
export const trading212 = tableFormat({
  name: 'trading-212',
  title: 'Trading 212 (CSV)',
  columns: {
    action: ['Action'],
    time: ['Time'],
    isin: ['ISIN'],
    ticker: ['Ticker'],
    name: ['Name'],
    notes: ['Notes'],
    id: ['ID'],
    shares: ['No. of shares'],
    price: ['Price / share'],
    price_currency: ['Currency (Price / share)'],
    rate: ['Exchange rate'],
    result: inCurrencies('Result'),
    total: inCurrencies('Total'),
    currency: ['Currency (Total)'],
    withholding: ['Withholding tax'],
    withholding_currency: ['Currency (Withholding tax)'],
    stamp: inCurrencies('Stamp duty reserve tax', 'Stamp duty'),
    transaction_tax: inCurrencies('French transaction tax', 'Transaction fee'),
    fx_fee: inCurrencies('Currency conversion fee'),
    charge: inCurrencies('Charge amount', 'Deposit fee'),
    result_currency: ['Currency (Result)'],
    fx_fee_currency: ['Currency (Currency conversion fee)'],
    from: ['Currency conversion from amount'],
    from_currency: ['Currency (Currency conversion from amount)'],
    to: ['Currency conversion to amount'],
    to_currency: ['Currency (Currency conversion to amount)'],
  },
  required: ['action', 'time', 'ticker', 'shares', 'price', 'total'],
  numbers: ['shares', 'price', 'total'],
  dates: ['time'],
  decimal: '.',
  dateOrder: 'YMD',
  read: (row): Draft | Ignored | Draft[] => {
    const rateIn = (text = '') => (/^not available$/i.test(text) ? undefined : row.numberIn(text));
    const action = row.need('action');
    const at = row.needMoment('time');
    const currency = row.text('currency') ?? row.currencyInHeader('total');
    const id = row.text('id');
    const shared = defined({ ...at, currency, external_id: id, note: row.text('notes') });
    const instrument = defined({
      isin: row.text('isin'),
      symbol: row.text('ticker'),
      name: row.text('name'),
    });
    if (/(buy|sell)$/i.test(action)) {
      const isBuy = /buy$/i.test(action);
      const quantity = row.needNumber('shares');
      const fee = sum(row.number('fx_fee'), row.number('transaction_tax'));
      const tax = row.number('stamp') ?? '0';
      const total = absolute(row.needNumber('total'));
      const amount = isBuy ? difference(total, sum(fee, tax)) : sum(total, fee, tax);
      return trade(isBuy ? 'buy' : 'sell', {
        at,
        currency,
        external_id: id,
        note: shared.note,
        instrument,
        quantity,
        amount,
        fee,
        tax,
      });
    }
    if (/^dividend/i.test(action)) {
      const net = row.needNumber('total');
      const withheld = row.number('withholding');
      const rate = row.text('withholding_currency') === currency ? '1' : rateIn(row.text('rate'));
      const tax = withheld && rate && !isZero(rate) ? quotient(withheld, rate) : undefined;
      if (withheld && !isZero(withheld) && tax === undefined) {
        return income({
          ...shared,
          type: 'dividend',
          instrument,
          amount: net,
          note: `net; ${withheld} ${row.text('withholding_currency') ?? ''} were withheld`,
        });
      }
      return income({ ...shared, type: 'dividend', instrument, amount: sum(net, tax), ...costs({ tax }) });
    }
    if (/interest/i.test(action)) return { ...shared, type: 'interest', amount: row.needNumber('total') };
    if (/cashback/i.test(action)) return { ...shared, type: 'reward', amount: row.needNumber('total') };
    if (/^deposit/i.test(action)) return { ...shared, ...paidIn(row.needNumber('total')) };
    if (/^(withdrawal|card debit)/i.test(action))
      return { ...shared, type: 'withdrawal', amount: absolute(row.needNumber('total')) };
    if (/^currency conversion$/i.test(action)) {
      const from = row.number('from');
      const to = row.number('to');
      if (!from || !to) throw new RowError('the conversion has no amounts', 'from');
      const group_id = `fx-${id ?? `${at.date}-${from}`}`;
      return [
        defined<Draft>({
          ...at,
          type: 'transfer_out',
          amount: absolute(from),
          currency: row.text('from_currency'),
          group_id,
        }),
        defined<Draft>({
          ...at,
          type: 'transfer_in',
          amount: absolute(to),
          currency: row.text('to_currency'),
          group_id,
        }),
      ];
    }
    if (/split/i.test(action)) return splitRow;
    return unknownKind(action);
  },
});
