import { absolute, difference, sum } from '../../notation/decimal-text';
import { Draft, Ignored, ignored, RowError } from '../draft';
import { unknownKind } from '../ignored-kinds';
import { tableFormat } from '../table-format';
import { costs, defined, trade } from '../trade';

const FIAT = ['USD', 'EUR', 'GBP', 'CHF', 'CAD', 'AUD', 'JPY'];
const QUOTES = [...FIAT, 'USDT', 'USDC', 'DAI', 'XBT', 'BTC', 'ETH'];

/** Kraken's trades. */
export const krakenTrades = tableFormat({
  name: 'kraken-trades',
  title: 'Kraken, trades (CSV)',
  columns: {
    time: ['time'],
    txid: ['txid'],
    order: ['ordertxid'],
    pair: ['pair'],
    type: ['type'],
    ordertype: ['ordertype'],
    price: ['price'],
    cost: ['cost'],
    fee: ['fee'],
    volume: ['vol'],
    margin: ['margin'],
    misc: ['misc'],
    ledgers: ['ledgers'],
  },
  required: ['time', 'txid', 'pair', 'type', 'price', 'cost', 'volume'],
  numbers: ['price', 'cost', 'fee', 'volume'],
  dates: ['time'],
  decimal: '.',
  dateOrder: 'YMD',
  read: (row): Draft | Ignored => {
    const margin = row.number('margin');
    if (margin !== undefined && margin !== '0') return ignored('a trade on margin');
    const { base, quote } = pairOf(row.need('pair'));
    if (!FIAT.includes(quote))
      return ignored(`a trade of coins for coins (${base} for ${quote}); enter it as a sale and a purchase`);
    return trade(row.need('type').toLowerCase() === 'buy' ? 'buy' : 'sell', {
      at: row.needMoment('time'),
      instrument: { symbol: `${base}-${quote}` },
      quantity: row.needNumber('volume'),
      price: row.number('price'),
      currency: quote,
      fee: row.number('fee'),
      external_id: row.text('txid'),
    });
  },
});

/** Kraken's ledger: what is no trade. */
export const krakenLedgers = tableFormat({
  name: 'kraken-ledgers',
  title: 'Kraken, ledgers (CSV)',
  columns: {
    time: ['time'],
    txid: ['txid'],
    refid: ['refid'],
    type: ['type'],
    subtype: ['subtype'],
    aclass: ['aclass'],
    asset: ['asset'],
    amount: ['amount'],
    fee: ['fee'],
    balance: ['balance'],
    wallet: ['wallet'],
  },
  required: ['time', 'refid', 'type', 'aclass', 'asset', 'amount', 'balance'],
  numbers: ['amount', 'fee'],
  dates: ['time'],
  decimal: '.',
  dateOrder: 'YMD',
  read: (row): Draft | Ignored => {
    const type = row.need('type').toLowerCase();
    const asset = assetOf(row.need('asset'));
    const txid = row.text('txid');
    if (type === 'trade' || type === 'spend' || type === 'receive')
      return ignored('a trade; import the trades for it');
    if (txid === undefined) return ignored('a movement that is not settled; it stands once more when it is');
    const amount = row.needNumber('amount');
    const shared = defined({ ...row.needMoment('time'), external_id: txid });
    const quantity = absolute(amount);
    const fee = row.number('fee') ?? '0';
    if (FIAT.includes(asset)) {
      if (type === 'deposit' || type === 'withdrawal')
        return { ...shared, type, currency: asset, amount: quantity, ...costs({ fee }) };
      return unknownKind(`${type} of ${asset}`);
    }
    const instrument = { symbol: `${asset}-USD` };
    if (type === 'staking' || type === 'earn' || type === 'reward') {
      if (row.text('subtype') && /allocation|migration/.test(row.text('subtype')!))
        return ignored('coins that move within Kraken');
      return {
        ...shared,
        type: 'adjustment',
        instrument,
        quantity: difference(quantity, fee),
        note: 'staking; enter its value as a reward',
      };
    }
    // What a movement costs is taken in the coin itself.
    if (type === 'deposit')
      return { ...shared, type: 'transfer_in', instrument, quantity: difference(quantity, fee) };
    if (type === 'withdrawal')
      return { ...shared, type: 'transfer_out', instrument, quantity: sum(quantity, fee) };
    return unknownKind(type);
  },
});

const RENAMED: Readonly<Record<string, string>> = { XBT: 'BTC', XDG: 'DOGE', ETH2: 'ETH' };

/** Kraken's names of old: X before a coin, Z before money; XBT is Bitcoin. */
function assetOf(name: string): string {
  const bare = name.replace(/\d*\.(?:[A-Z]|HOLD)$/, '').replace(/^[XZ]([A-Z]{3})$/, '$1');
  return RENAMED[bare] ?? bare;
}

function pairOf(pair: string): { base: string; quote: string } {
  const [left, right] = pair.split('/');
  if (left && right) return { base: assetOf(left), quote: assetOf(right) };
  const old = /^X([A-Z]{3})Z([A-Z]{3})$/.exec(pair);
  if (old) return { base: assetOf(old[1]!), quote: old[2]! };
  const quote = QUOTES.find((name) => pair.endsWith(name));
  if (!quote) throw new RowError(`the pair ${pair} is not known`, 'pair');
  return { base: assetOf(pair.slice(0, -quote.length)), quote: assetOf(quote) };
}
