// Ledgers that analyses are measured with: trades of many symbols over twenty years, and the closes of those, written past the application.
import { callPatiently } from './client.mjs';

const DAY_MS = 86_400_000;
export const SYMBOLS = Array.from({ length: 250 }, (_, i) => `LGR${String(i).padStart(3, '0')}`);
const MOST_AT_ONCE = 5_000;

const weekdaysUpTo = (last, count) => {
  const days = [];
  for (let day = last; days.length < count; day -= 1) {
    if (![0, 6].includes(new Date(day * DAY_MS).getUTCDay())) days.push(day);
  }
  return days.reverse();
};

/** Twenty years of weekdays, the last of them over. */
export const DAYS = weekdaysUpTo(Math.floor(Date.now() / DAY_MS) - 1, 20 * 261);
export const dateOf = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);
export const [FIRST, LAST] = [dateOf(DAYS[0]), dateOf(DAYS.at(-1))];

const closeOf = (symbol, t) =>
  Number((50 + (symbol % 90) + 25 * Math.sin(t / (90 + symbol)) + t / 200).toFixed(2));

/** Stores a bar of every day for every symbol as imports are stored. */
export async function storeCloses(database) {
  for (const [k, symbol] of SYMBOLS.entries()) {
    const bars = DAYS.map((day, t) => {
      const close = closeOf(k, t);
      const timestamp = new Date(day * DAY_MS);
      return {
        ...SERIES,
        symbol,
        data_type: 'historical',
        timestamp,
        open: close,
        high: close,
        low: close,
        close,
        volume: 0,
      };
    });
    await database.collection('market_data').insertMany(bars, { ordered: false });
  }
  const now = new Date();
  const covered = [DAYS[0], DAYS.at(-1) + 3];
  const kept = {
    ...SERIES,
    covered,
    revision: 1,
    form: 2,
    owed: [],
    mended: [],
    created_at: now,
    updated_at: now,
  };
  await database.collection('market_series').insertMany(SYMBOLS.map((symbol) => ({ ...kept, symbol })));
}

const SERIES = { source: 'import', currency: 'USD', adjustment: 'split' };

/** Lines of a cash account over all the days: of eight lines of a symbol, five buy, two sell and one is a dividend. */
export function linesOf(account_id, count, symbols = SYMBOLS.length) {
  const deposit = { account_id, type: 'deposit', date: FIRST, amount: 1e9 };
  const trades = Array.from({ length: count - 1 }, (_, i) => {
    const [k, nth] = [i % symbols, Math.floor(i / symbols)];
    const t = Math.floor((i * (DAYS.length - 1)) / count);
    const line = { account_id, date: dateOf(DAYS[t]), symbol: SYMBOLS[k] };
    if (nth % 8 === 7) return { ...line, type: 'dividend', amount: 12.5, tax: 1.25 };
    const price = closeOf(k, t);
    const isSale = nth % 8 === 3 || nth % 8 === 6;
    return { ...line, type: isSale ? 'sell' : 'buy', quantity: isSale ? 4 : 10 + (i % 7), price, fee: 1 };
  });
  return [deposit, ...trades];
}

/** Stores a ledger. @returns the portfolio, its account, and the milliseconds that each request of 5,000 lines took */
export async function largeLedger(url, token, count, symbols) {
  const ask = async (method, path, body) =>
    JSON.parse(await callPatiently(url, method, path, { token, body }));
  const { id } = await ask('POST', '/portfolio', { name: `${count} lines`, currency: 'USD', assets: [] });
  const { id: account } = await ask('POST', `/portfolio/${id}/accounts`, {
    name: 'Depot',
    tracks_cash: true,
  });
  const lines = linesOf(account, count, symbols);
  const times = [];
  for (let first = 0; first < lines.length; first += MOST_AT_ONCE) {
    const start = performance.now();
    await ask('POST', `/portfolio/${id}/transactions`, { items: lines.slice(first, first + MOST_AT_ONCE) });
    times.push(performance.now() - start);
  }
  return { id, account, times };
}
