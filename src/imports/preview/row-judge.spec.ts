import type { DraftRow } from '../formats/draft';
import type { KnownLine } from './known-lines';
import type { PreviewOrder, RowEdit } from './preview-order';
import { RowJudge } from './row-judge';

const MAIN = { account_id: '0'.repeat(24), currency: 'USD', tracks_cash: true };

const judgeOf = (ledger: KnownLine[], edits: RowEdit[] = [], accounts: PreviewOrder['accounts'] = []) =>
  new RowJudge({
    name: 'a file',
    bytes: new Uint8Array(),
    format: null,
    options: {},
    accountCurrencies: [[MAIN.account_id, MAIN.currency]],
    accounts: [['', MAIN], ...accounts],
    symbols: ['symbol:AAPL', 'symbol:AAPL@GBP'].map((key) => ({ key, symbol: 'AAPL', warning: null })),
    edits,
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

  it('takes the rate that its owner gives in place of one into another base', () => {
    const draft = row({ currency: 'GBP', fx_rate: '1.1', base_currency: 'EUR' });
    const told = (judge: RowJudge) => {
      const { status, transaction, problems } = judge.judge(draft, 0);
      return { status, rate: transaction?.fx_rate, problems: problems.map(({ message }) => message) };
    };
    expect(told(judgeOf([]))).toEqual({
      status: 'new',
      rate: undefined,
      problems: [
        'fx_rate 1.1 is into EUR, and the portfolio is in USD: it is left out, and the rate of the day counts',
      ],
    });
    const edits = [{ row: 0, transaction: { fx_rate: '1.25' } }];
    expect(told(judgeOf([], edits))).toEqual({ status: 'new', rate: '1.25', problems: [] });
  });

  it('lets the rows of an account wait for which none is chosen, also where rows that name none have one', () => {
    const judge = judgeOf([], [], [['Depot', null]]);
    expect(judge.judge(row({ account: 'Depot' }), 0)).toMatchObject({
      status: 'error',
      problems: [{ code: 'row.unmapped_account' }],
    });
    expect(judge.judge(row(), 1)).toMatchObject({ status: 'new' });
  });

  it('knows the shares that the price of a buy is of, and refuses what it is not', () => {
    const judge = judgeOf([]);
    expect(judge.judge(row({ basis: 'adjusted' }), 0)).toMatchObject({
      status: 'new',
      transaction: { basis: 'adjusted' },
    });
    for (const wrong of [{ basis: 'traded' }, { basis: 'adjusted', type: 'sell' }] as const) {
      expect(judge.judge(row(wrong), 0)).toMatchObject({
        status: 'error',
        problems: [{ code: 'row.invalid', field: 'basis' }],
      });
    }
  });
});
