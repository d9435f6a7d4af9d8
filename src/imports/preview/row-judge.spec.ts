import type { DraftRow } from '../formats/draft';
import type { KnownLine } from './known-lines';
import type { PreviewOrder } from './preview-order';
import { RowJudge } from './row-judge';

const MAIN = { account_id: '0'.repeat(24), currency: 'USD', tracks_cash: true };

const judgeOf = (ledger: KnownLine[]) =>
  new RowJudge({
    name: 'a file',
    bytes: new Uint8Array(),
    format: null,
    options: {},
    accountCurrencies: [[MAIN.account_id, MAIN.currency]],
    accounts: [['', MAIN]],
    symbols: [{ key: 'symbol:AAPL', symbol: 'AAPL', warning: null }],
    edits: [],
    ledger: ledger.map((line) => JSON.stringify(line)).join('\n'),
    baseCurrency: 'USD',
    lockedYear: null,
    now: new Date('2024-06-01T00:00:00Z'),
  } satisfies PreviewOrder);

const trade = { type: 'buy', date: '2024-01-05', quantity: '10', price: '182.5' } as const;

const row = (draft: Partial<NonNullable<DraftRow['draft']>> = {}): DraftRow => ({
  line: 2,
  raw: {},
  draft: { ...trade, instrument: { symbol: 'AAPL' }, ...draft },
  problems: [],
});

describe('what becomes of a row', () => {
  it('judges the rate of a row in the currency of the portfolio only where the ledger has it not', () => {
    const judge = judgeOf([{ ...trade, account_id: MAIN.account_id, symbol: 'AAPL' }]);
    expect(judge.judge(row({ fx_rate: '1.1' }), 0)).toMatchObject({ status: 'duplicate' });
    expect(judge.judge(row({ fx_rate: '1.1' }), 1)).toMatchObject({
      status: 'error',
      problems: [{ code: 'row.invalid', field: 'fx_rate' }],
    });
    expect(judge.judge(row({ fx_rate: '1' }), 2)).toMatchObject({ status: 'new' });
  });
});
