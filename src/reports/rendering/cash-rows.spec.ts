import type { ContentTable } from 'pdfmake/interfaces';
import { madeUpPerformance } from '../../../test/support/features/performance';
import { unzip } from '../../../test/support/files/unzip';
import type { ReportType, StatementType } from '../report';
import { cashRows } from './holding-columns';
import { holdingsTable } from './pdf/holdings-table';
import { renderCsv } from './render-csv';
import { renderJson } from './render-json';
import { renderXlsx } from './render-xlsx';
import type { ReportContent } from './report-content';

const CASH = [
  { currency: 'USD', amount: 9_000 },
  { currency: 'EUR', amount: 4_000 },
];

function contentOf(
  type: Exclude<ReportType, StatementType>,
  { cash = CASH, holdings = 3 } = {},
): ReportContent {
  const performance = madeUpPerformance({ holdings, days: 20, cash });
  const about = { title: 'Growth', prepared_for: 'Ada', generated_at: '2026-01-31T09:00:00.000Z' };
  return { type, format: 'csv', ...about, performance };
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const linesOf = (content: ReportContent) => textOf(renderCsv(content)).trim().split('\r\n');
const sumOf = (amounts: (string | number | null | undefined)[]) =>
  amounts.reduce<number>((sum, one) => sum + Number(one), 0);

describe('cash in a report', () => {
  it('stands below the holdings, whose values and weights it completes', () => {
    const content = contentOf('holdings');
    const rows = linesOf(content)
      .slice(1)
      .map((line) => line.split(','));
    expect(rows.slice(-2)).toEqual([
      ['Cash USD', '9000', '', '', '', '', '9000', expect.any(String), '', '', '', '', ''],
      ['Cash EUR', '4000', '', '', '', '', '5000', expect.any(String), '', '', '', '', ''],
    ]);
    expect(sumOf(rows.map((row) => row[6]))).toBeCloseTo(content.performance.summary.market_value!, 6);
    expect(sumOf(rows.map((row) => row[7]))).toBeCloseTo(1, 6);
  });

  it('is a section of the figures, with the reason where it has no value', () => {
    const unknown = contentOf('performance', { cash: [{ currency: 'CHF', amount: 10 }] });
    expect(linesOf(contentOf('performance'))).toEqual(
      expect.arrayContaining(['cash,USD,,9000,,', 'cash,EUR,,5000,,']),
    );
    expect(linesOf(unknown)).toContain('cash,CHF,,,,no_exchange_rate');
  });

  it('is in the JSON of holdings, by account', () => {
    const { cash } = JSON.parse(textOf(renderJson(contentOf('holdings')))) as ReportContent['performance'];
    expect(cash).toMatchObject([
      { account_id: 'cash', currency: 'USD', value: 9_000 },
      { account_id: 'cash', currency: 'EUR', balance: 4_000, value: 5_000, weight: expect.any(Number) },
    ]);
  });

  it('has rows in the workbook and in the PDF, where nothing else is held too', async () => {
    const content = contentOf('holdings', { holdings: 0 });
    const workbook = unzip(Buffer.from(await renderXlsx(content)));
    expect(workbook.get('xl/sharedStrings.xml')).toContain('Cash EUR');
    const [, table] = holdingsTable(content);
    const symbols = (table as ContentTable).table.body.map(([cell]) => (cell as { text: string }).text);
    expect(symbols).toEqual(['Symbol', 'Cash USD', 'Cash EUR']);
  });

  it('is one row a currency, whatever accounts hold it', () => {
    const { performance } = contentOf('holdings', {
      cash: [
        { currency: 'USD', amount: 9_000 },
        { currency: 'EUR', amount: -4_000 },
      ],
    });
    const [dollars, euros] = performance.cash;
    const elsewhere = [dollars!, { ...dollars!, account_id: null }, euros!];
    expect(cashRows({ cash: elsewhere })).toMatchObject([
      { symbol: 'Cash USD', quantity: 18_000, market_value: 18_000 },
      { symbol: 'Cash EUR', quantity: -4_000, market_value: -5_000 },
    ]);
  });
});
