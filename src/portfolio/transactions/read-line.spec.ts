import { Readable } from 'node:stream';
import { readAssets } from '../assets/read-assets';
import { readLine } from './read-line';

/** A morning in Auckland, an evening before in Greenwich, a noon in New York. */
const NOW = new Date('2026-01-29T17:00:00Z');

describe('the day of a purchase', () => {
  const line = (symbol: string, date: string) =>
    readLine({ type: 'buy', account_id: 'a'.repeat(24), symbol, date, quantity: 1, price: 1 }, NOW).errors;
  const row = async (symbol: string, date: string) => {
    const csv = `symbol,quantity,purchase_price,purchase_date\n${symbol},1,1,${date}\n`;
    return readAssets(Readable.from([Buffer.from(csv)]), NOW);
  };

  it.each([
    ['AIR.NZ', '2026-01-30', '2026-01-31'],
    ['BHP.AX', '2026-01-30', '2026-01-31'],
    ['AAPL', '2026-01-29', '2026-01-30'],
  ])('of %s may be %s, its exchange’s today, and not %s', async (symbol, today, tomorrow) => {
    expect(line(symbol, today)).toBeNull();
    expect(line(symbol, tomorrow)).toMatchObject([{ field: 'date' }]);
    expect(await row(symbol, today)).toMatchObject([{ symbol, purchase_date: today }]);
    await expect(row(symbol, tomorrow)).rejects.toMatchObject({ code: 'portfolio.invalid_csv' });
  });

  it('of cash may be what it is anywhere', () => {
    const deposit = (date: string) =>
      readLine({ type: 'deposit', account_id: 'a'.repeat(24), date, amount: 1 }, NOW).errors;
    expect(deposit('2026-01-30')).toBeNull();
    expect(deposit('2026-01-31')).toMatchObject([{ field: 'date' }]);
  });
});

describe('the currency of a line', () => {
  const line = (currency: string) =>
    readLine({ type: 'deposit', account_id: 'a'.repeat(24), date: '2026-01-05', amount: 1, currency }, NOW)
      .errors;

  it.each(['USD', 'GBp', 'KWF'])('may be %s', (code) => expect(line(code)).toBeNull());

  it.each(['usd', 'XXZ', 'constructor'])('may not be %s', (code) =>
    expect(line(code)).toMatchObject([{ field: 'currency' }]),
  );
});
