// The portfolio that performances and reports are measured with: 50 lots of 20 symbols over ten years.
import { call } from './client.mjs';

export const SYMBOLS = [
  ...['AAPL', 'MSFT', 'GOOGL', 'AMZN', 'META', 'NVDA', 'TSLA', 'JPM', 'V', 'JNJ'],
  ...['WMT', 'PG', 'XOM', 'KO', 'DIS', 'NFLX', 'INTC', 'AMD', 'IBM', 'ORCL'],
];
export const [FROM, TO] = ['2014-01-02', '2023-12-29'];
const LOTS = 50;

const purchaseDate = (i) => `${2014 + (i % 9)}-0${1 + (i % 9)}-1${i % 9}`;

const assets = Array.from({ length: LOTS }, (_, i) => ({
  symbol: SYMBOLS[i % SYMBOLS.length],
  quantity: i + 0.5,
  purchase_price: 100 + i,
  purchase_date: i === 0 ? FROM : purchaseDate(i),
}));

/** Stores it and gives its id. */
export async function largePortfolio(url, token) {
  const body = { name: 'Large', assets };
  return (await (await call(url, 'POST', '/portfolio', { token, body })).json()).id;
}
