import { madeUpPerformance } from '../../../test/support/features/performance';
import { unzip } from '../../../test/support/files/unzip';
import { renderXlsx } from './render-xlsx';

const LAST_DAY = 46_052; // 2026-01-30, counted from the last day of 1899

async function workbook(title: string) {
  const performance = madeUpPerformance({
    holdings: 3,
    days: 20,
    symbol: (index) => (index ? `SYM${index}` : '=1+1'),
    unpriced: ['NOPE'],
  });
  const about = { title, prepared_for: 'Ada', generated_at: '2026-01-31T09:00:00.000Z' };
  const bytes = await renderXlsx({ type: 'performance', format: 'xlsx', ...about, performance });
  const parts = unzip(Buffer.from(bytes));
  const part = (path: string) => parts.get(`xl/${path}.xml`) ?? '';
  const texts = [...part('sharedStrings').matchAll(/<t[^>]*>(.*?)<\/t>/g)].map(([, text]) => text);
  const styles = [...part('styles').matchAll(/<xf ?(?:numFmtId="(\d+)")?/g)].map(
    ([, id]) => new RegExp(`numFmtId="${id}" formatCode="([^"]*)"`).exec(part('styles'))?.[1],
  );
  /** What is in a cell and how it is shown. */
  const cell = (sheet: number, name: string) => {
    const found = new RegExp(`<c r="${name}"([^>]*)><v>([^<]*)</v>`).exec(part(`worksheets/sheet${sheet}`));
    if (!found) return undefined;
    const [, attributes, value] = found as unknown as [string, string, string];
    if (attributes.includes('t="s"')) return { text: texts[Number(value)] };
    return { number: Number(value), shown: styles[Number(/s="(\d+)"/.exec(attributes)?.[1])] };
  };
  return { performance, cell, sheets: [1, 2, 3, 4].map((sheet) => part(`worksheets/sheet${sheet}`)) };
}

describe('renderXlsx', () => {
  it('makes days of days, shares of shares, and a text of what looks like a formula', async () => {
    const { performance, cell, sheets } = await workbook('=HYPERLINK("x") & <b>投資</b>');
    const [holding] = performance.holdings;
    expect(holding).toMatchObject({ symbol: '=1+1', quantity: 1, price_date: '2026-01-30' });
    expect(cell(2, 'A2')).toEqual({ text: '=1+1' });
    expect(cell(2, 'B2')).toEqual({ number: 1, shown: '#,##0' });
    expect(cell(2, 'B3')).toEqual({ number: performance.holdings[1]?.quantity, shown: '#,##0.########' });
    expect(cell(2, 'F2')).toEqual({ number: LAST_DAY, shown: 'yyyy-mm-dd' });
    expect(cell(2, 'H2')).toEqual({ number: holding?.weight, shown: '0.00%' });
    expect(cell(3, 'A21')).toEqual({ number: LAST_DAY, shown: 'yyyy-mm-dd' });
    expect(cell(4, 'B2')).toEqual({ text: '=HYPERLINK("x") &amp; &lt;b&gt;投資&lt;/b&gt;' });
    expect(cell(4, 'B7')).toEqual({ number: LAST_DAY, shown: 'yyyy-mm-dd' });
    expect(sheets.join()).not.toContain('<f>');
  });

  it('shows figures as money, percent or plain numbers', async () => {
    const { performance, cell } = await workbook('Growth');
    expect(cell(1, 'C2')).toEqual({ number: performance.summary.market_value, shown: '#,##0.00' });
    expect(cell(1, 'C5')).toEqual({
      number: performance.summary.unrealised_pnl_percent,
      shown: '0.00%',
    });
  });
});
