import { descendants } from '../../files/read-xml';
import type { Source, XmlElement } from '../../files/source';
import { readMoment, ReadMoment } from '../../notation/date-notation';
import { readDecimal } from '../../notation/decimal-notation';
import { absolute, isNegative, isZero, negated, unlessZero } from '../../notation/decimal-text';
import { conversionLeg } from '../conversion';
import { Draft, ignored, RowError } from '../draft';
import { ibCashLine } from './ib-cash-line';
import { ImportFormat, ReadRows } from '../import-format';
import { RowAnswer, rowsOf } from '../rows-of';
import { defined, trade } from '../trade';

const NAMES = new Set(['Trade', 'CashTransaction', 'CorporateAction', 'Transfer']);

/** Interactive Brokers' Flex query as XML. */
export class IbFlexFormat extends ImportFormat {
  readonly name = 'ib-flex';
  readonly title = 'Interactive Brokers, Flex query (XML)';

  recognise(source: Source): number {
    return source.kind === 'xml' && source.root.name === 'FlexQueryResponse' ? 1 : 0;
  }

  read(source: Source): ReadRows {
    const root = source.kind === 'xml' ? source.root : undefined;
    const elements = root ? descendants(root, NAMES) : [];
    const rows = elements.flatMap((element, at) =>
      rowsOf(at + 1, element.attributes, () => readElement(element)),
    );
    return { rows, decimal: '.', dateOrder: 'YMD', questions: [], mapping: null, columns: [] };
  }
}

function readElement({ name, attributes }: XmlElement): RowAnswer {
  const text = (field: string) => (attributes[field]?.trim() ? attributes[field].trim() : undefined);
  const number = (field: string) => readDecimal(text(field) ?? '', '.');
  const at = readMoment(
    text('dateTime') ?? text('tradeDate') ?? text('reportDate') ?? text('date') ?? '',
    'YMD',
  );
  if (!at) throw new RowError('the element has no day', 'dateTime');
  const account = text('accountId');
  const currency = text('currency');
  const instrument = defined({
    symbol: text('symbol'),
    isin: text('isin'),
    cusip: text('cusip'),
    name: text('description'),
    exchange: text('listingExchange'),
  });
  switch (name) {
    case 'Trade':
      return readTrade({ text, number, at, account, currency, instrument });
    case 'CashTransaction':
      return ibCashLine({
        kind: text('type') ?? '',
        at,
        amount: number('amount') ?? '0',
        currency,
        account,
        note: text('description'),
        external_id: text('transactionID'),
        instrument: text('symbol') ? instrument : undefined,
      });
    case 'CorporateAction':
      return ignored(
        `a corporate action (${text('type') ?? ''} ${text('description') ?? ''}); splits come by themselves, enter others by hand`,
      );
    default:
      return ignored('a transfer of positions; enter its cost by hand');
  }
}

interface FlexTrade {
  readonly text: (field: string) => string | undefined;
  readonly number: (field: string) => string | undefined;
  readonly at: ReadMoment;
  readonly account: string | undefined;
  readonly currency: string | undefined;
  readonly instrument: Record<string, string | undefined>;
}

function readTrade({ text, number, at, account, currency, instrument }: FlexTrade): RowAnswer {
  const level = text('levelOfDetail');
  if (level && level !== 'EXECUTION')
    return ignored(`a summary (${level}) of trades that stand by themselves`);
  if (/cancel/i.test(text('transactionType') ?? '') || text('buySell')?.includes('Ca.'))
    return ignored('a cancelled trade');
  const quantity = number('quantity') ?? '0';
  const price = number('tradePrice') ?? number('price');
  const commission = number('ibCommission');
  const external_id = text('transactionID') ?? text('tradeID');
  if (text('assetCategory') === 'CASH')
    return conversion({ text, at, account, quantity, price, commission, external_id });
  if (!['STK', 'FUND', 'ETF', 'CRYPTO', undefined].includes(text('assetCategory'))) {
    return ignored(`the asset category ${text('assetCategory')} is not kept`);
  }
  const isSameCurrency = !text('ibCommissionCurrency') || text('ibCommissionCurrency') === currency;
  const cost = commission === undefined || isZero(commission) ? undefined : negated(commission);
  const booked = trade(isNegative(quantity) ? 'sell' : 'buy', {
    at,
    instrument,
    quantity,
    price,
    currency,
    fee: isSameCurrency ? cost : undefined,
    tax: unlessZero(number('taxes')),
    external_id,
    account,
  });
  const settle = readMoment(text('settleDateTarget') ?? '', 'YMD')?.date;
  const withSettle = defined<Draft>({
    ...booked,
    settle_date: settle && settle >= at.date ? settle : undefined,
  });
  if (isSameCurrency || cost === undefined) return withSettle;
  return [withSettle, feeLine(at, cost, text('ibCommissionCurrency'), account, external_id)];
}

function conversion({
  text,
  at,
  account,
  quantity,
  price,
  commission,
  external_id,
}: Pick<FlexTrade, 'text' | 'at' | 'account'> & {
  quantity: string;
  price: string | undefined;
  commission: string | undefined;
  external_id: string | undefined;
}): RowAnswer {
  const [base, quote] = (text('symbol') ?? '').split('.');
  const paid = readDecimal(text('proceeds') ?? '', '.');
  if (!base || !quote || price === undefined || paid === undefined)
    throw new RowError('the conversion has no proceeds', 'proceeds');
  const group = `fx-${external_id ?? `${at.date}-${quantity}`}`;
  const legs = [
    conversionLeg(at, quantity, base, group, account),
    conversionLeg(at, paid, quote, group, account),
  ];
  const hasFee = commission !== undefined && !isZero(commission);
  return hasFee
    ? [...legs, feeLine(at, negated(commission), text('ibCommissionCurrency'), account, external_id)]
    : legs;
}

function feeLine(
  at: ReadMoment,
  amount: string,
  currency: string | undefined,
  account: string | undefined,
  id: string | undefined,
): Draft {
  return defined<Draft>({
    type: 'fee',
    ...at,
    amount: isNegative(amount) ? `-${absolute(amount)}` : amount,
    currency,
    account,
    external_id: id && `${id}-fee`,
    note: 'commission',
  });
}
