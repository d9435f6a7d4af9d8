import { KnownLine, KnownLines } from './known-lines';

const line = (day: number, changes: Partial<KnownLine> = {}): KnownLine => ({
  account_id: 'a',
  type: 'buy',
  date: `2024-01-${String(day).padStart(2, '0')}`,
  symbol: 'AAPL',
  quantity: '10',
  price: '182.5',
  ...changes,
});

const judged = (ledger: KnownLine[], rows: KnownLine[]) => {
  const known = new KnownLines(ledger);
  return rows.map((row) => known.take(row).status);
};

describe('rows that the ledger may have', () => {
  it('keeps two honest equal fills, and adds nothing when the file is read twice', () => {
    const fills = [line(5), line(5)];
    expect(judged([], fills)).toEqual(['new', 'new']);
    expect(judged(fills, fills)).toEqual(['duplicate', 'duplicate']);
    expect(judged(fills, [...fills, line(5)])).toEqual(['duplicate', 'duplicate', 'new']);
  });

  it('adds of overlapping statements what is not in both', () => {
    const january = [line(1), line(2), line(2), line(3)];
    const later = [line(2), line(2), line(3), line(4)];
    expect(judged(january, later)).toEqual(['duplicate', 'duplicate', 'duplicate', 'new']);
  });

  it('is the same in whatever order the rows stand', () => {
    const rows = [line(1), line(2), line(2), line(3, { type: 'sell' })];
    expect(judged(rows, rows.toReversed())).toEqual(rows.map(() => 'duplicate'));
  });

  it('knows a row with fees in one without, and in one that rounds its price', () => {
    const withFees = { ...line(1), fee: '1.5' };
    expect(judged([withFees], [line(1)])).toEqual(['duplicate']);
    expect(judged([line(1)], [withFees])).toEqual(['duplicate']);
    const shares = { symbol: 'VTI', quantity: '0.0412' };
    expect(
      judged([line(1, { ...shares, price: '242.7184' })], [line(1, { ...shares, price: '242.72' })]),
    ).toEqual(['duplicate']);
  });

  it('goes by the id of the broker first', () => {
    const first = line(1, { external_id: 'x-1' });
    expect(judged([first], [first])).toEqual(['duplicate']);
    expect(judged([first], [line(1, { external_id: 'x-2' })])).toEqual(['new']);
    expect(judged([first], [line(1, { external_id: 'x-1', quantity: '11' })])).toEqual(['conflict']);
    expect(judged([first], [line(1, { account_id: 'b', external_id: 'x-1' })])).toEqual(['new']);
    expect(judged([], [first, first])).toEqual(['new', 'duplicate']);
  });

  it('knows a row with an id in a line that was written without', () => {
    expect(judged([line(1)], [line(1, { external_id: 'x-1' })])).toEqual(['duplicate']);
    expect(judged([line(1, { external_id: 'x-1' })], [line(1)])).toEqual(['duplicate']);
  });

  it('tells income of one day apart by the cent and by its currency', () => {
    const interest = (amount: string, currency = 'USD'): KnownLine => ({
      account_id: 'a',
      type: 'interest',
      date: '2024-02-15',
      amount,
      currency,
    });
    const known = [interest('0.01')];
    expect(judged(known, [interest('0.04')])).toEqual(['new']);
    expect(judged(known, [interest('0.01', 'EUR')])).toEqual(['new']);
    expect(judged(known, [interest('0.0100')])).toEqual(['duplicate']);
    expect(judged([interest('7.6989')], [interest('7.70')])).toEqual(['duplicate']);
  });

  it('says whether the ledger has a line, or the file above', () => {
    const first = line(1, { external_id: 'x-1' });
    const known = new KnownLines([first]);
    expect(known.take(first)).toEqual({ status: 'duplicate', of: 'ledger' });
    const second = line(2, { external_id: 'x-2' });
    expect(known.take(second)).toMatchObject({ status: 'new' });
    expect(known.take(second)).toEqual({ status: 'duplicate', of: 'file' });
    expect(known.take({ ...second, quantity: '11' })).toEqual({ status: 'conflict', of: 'file' });
  });
});
