import { difference } from '../../notation/decimal-text';
import { Draft, Ignored, ignored, RowError } from '../draft';
import { tableFormat } from '../table-format';
import { trade } from '../trade';

const DOLLARS = new Set(['USDT', 'USDC', 'BUSD', 'FDUSD', 'TUSD']);
const FIAT = new Set(['EUR', 'GBP', 'USD', 'AUD', 'TRY', 'BRL']);
const WITH_COIN = /^([\d.,]+)\s*([A-Z0-9]*[A-Z][A-Z0-9]*)$/;

/** Binance's history of spot trades. Stablecoins of the dollar count as dollars. */
export const binance = tableFormat({
  name: 'binance',
  title: 'Binance, spot trades (CSV)',
  columns: {
    time: ['Date(UTC)', 'Date (UTC)', 'Time'],
    pair: ['Pair', 'Market', 'Symbol'],
    side: ['Side', 'Type'],
    price: ['Price'],
    executed: ['Executed'],
    amount: ['Amount'],
    total: ['Total'],
    fee: ['Fee'],
    fee_coin: ['Fee Coin'],
  },
  required: ['time', 'pair', 'side', 'price', 'amount', 'fee'],
  numbers: ['price'],
  dates: ['time'],
  decimal: '.',
  dateOrder: 'YMD',
  read: (row): Draft | Ignored => {
    const executed = row.text('executed');
    const quoted = WITH_COIN.exec(row.need('amount'));
    const pair = row.need('pair').replace(/[/_-]/g, '');
    const bought = executed ? WITH_COIN.exec(executed) : null;
    const base = bought?.[2] ?? withoutQuote(pair);
    const quote = (bought && quoted?.[2]) ?? pair.slice(base.length);
    if (!quote) throw new RowError(`the pair ${pair} is not known`, 'pair');
    const currency = DOLLARS.has(quote) ? 'USD' : quote;
    if (currency !== 'USD' && !FIAT.has(quote))
      return ignored(`a trade of coins for coins (${base} for ${quote}); enter it as a sale and a purchase`);
    const quantity = row.numberIn(bought?.[1] ?? executed ?? row.need('amount'));
    if (quantity === undefined) throw new RowError('the amount is missing', 'amount');
    const side = row.need('side').toUpperCase();
    const cost = feeOf(row.text('fee'), row.text('fee_coin'), (text) => row.numberIn(text));
    const type = side === 'BUY' ? 'buy' : 'sell';
    const isInCoin = cost?.coin === base;
    return trade(type, {
      at: row.needMoment('time'),
      instrument: { symbol: `${base}-${currency}` },
      quantity: isInCoin && type === 'buy' ? difference(quantity, cost.amount) : quantity,
      ...(isInCoin && type === 'buy' && quoted
        ? { amount: row.numberIn(quoted[1]!) }
        : { price: row.number('price') }),
      currency,
      fee: cost?.coin === quote ? cost.amount : undefined,
      note: cost && cost.coin !== quote && !isInCoin ? `fee of ${cost.amount} ${cost.coin}` : undefined,
    });
  },
});

function feeOf(
  fee: string | undefined,
  coin: string | undefined,
  read: (text: string) => string | undefined,
): { amount: string; coin: string } | undefined {
  if (fee === undefined) return undefined;
  const [, digits = fee, named = coin] = WITH_COIN.exec(fee) ?? [];
  const amount = read(digits);
  return amount === undefined || named === undefined ? undefined : { amount, coin: named };
}

function withoutQuote(pair: string): string {
  const quote = [...DOLLARS, ...FIAT, 'BTC', 'ETH', 'BNB'].find(
    (name) => pair.endsWith(name) && pair !== name,
  );
  if (!quote) throw new RowError(`the pair ${pair} is not known`, 'pair');
  return pair.slice(0, -quote.length);
}
