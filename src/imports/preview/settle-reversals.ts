import type { ImportRow, RowStatus } from '../import-row';
import { absolute } from '../notation/decimal-text';
import { KnownLine, linesIn } from './known-lines';
import { Dated, pairReversals } from './pair-reversals';
import type { PreviewOrder } from './preview-order';
import type { JudgedRow } from './row-judge';

type Line = Omit<KnownLine, 'external_id'> & { readonly fee?: string; readonly tax?: string };
type DatedRow = Dated & { readonly row: ImportRow; readonly line: Line };

/**
 * Settles the rows that take lines back. One whose original would be written is ignored together with it; one whose
 * original is in the ledger already, or nowhere, is an error that says what its owner has to do.
 */
export function settleReversals(
  judged: readonly JudgedRow[],
  { accountCurrencies, edits, ledger }: Pick<PreviewOrder, 'accountCurrencies' | 'edits' | 'ledger'>,
): readonly ImportRow[] {
  if (!judged.some(({ takesBack }) => takesBack)) return judged;
  const currencies = new Map(accountCurrencies);
  const kept = new Set(edits.flatMap(({ row, action }) => (action === 'keep' ? [row] : [])));
  const dated = ({ takesBack: _takesBack, ...row }: JudgedRow): DatedRow => {
    const content = row.transaction!;
    const line = { ...content, currency: content.currency ?? currencies.get(content.account_id) };
    return { row, line, date: line.date, key: [keyOf(line), costsOf(line)].join('|') };
  };
  const ofStatus = (status: RowStatus) =>
    judged.filter((row) => row.status === status && !kept.has(row.row)).map(dated);
  const reversals = judged.filter(({ takesBack }) => takesBack).map(dated);
  // Of equal rows of a day the ledger rightly has those that are not taken back.
  const pairs = pairReversals(reversals, [...ofStatus('new'), ...ofStatus('duplicate')]);
  const settled = new Map<number, ImportRow>();
  for (const [reversal, original] of pairs) {
    if (original.row.status !== 'new') continue;
    settled.set(reversal.row.row, takingBack(reversal, original));
    settled.set(original.row.row, takenBack(original, reversal));
  }
  const open = reversals.filter(({ row }) => !settled.has(row.row));
  const lines = linesTakenBack(open, ledger);
  for (const reversal of open) {
    const booked = lines.get(reversal) ?? pairs.get(reversal);
    settled.set(reversal.row.row, unsettled(reversal, booked?.date));
  }
  return judged.map((row) => settled.get(row.row) ?? row);
}

/** The lines of the ledger that rows take back, where it has them. */
function linesTakenBack(reversals: readonly DatedRow[], ledger: string): Map<DatedRow, Dated> {
  if (reversals.length === 0) return new Map();
  const sought = reversals.map((reversal) => ({ reversal, date: reversal.date, key: keyOf(reversal.line) }));
  const keys = new Set(sought.map(({ key }) => key));
  const lines: Dated[] = [];
  for (const line of linesIn(ledger)) {
    const key = keyOf(line);
    if (keys.has(key)) lines.push({ key, date: line.date });
  }
  return new Map([...pairReversals(sought, lines)].map(([{ reversal }, line]) => [reversal, line]));
}

/** All but its day that a line and what takes it back have in common; lines of the ledger are told without costs. */
function keyOf({ account_id, type, symbol, quantity, price, amount, currency }: Line): string {
  return [account_id, type, symbol, ...[quantity, price, amount].map(exact), currency].join('|');
}

/** What is kept of the costs was really paid. */
const costsOf = ({ fee, tax }: Line): string => [fee, tax].map((cost) => exact(cost ?? '0')).join('|');

const exact = (number: string | undefined) => number && absolute(number);

const takingBack = ({ row }: DatedRow, original: DatedRow): ImportRow =>
  ignored(row, `takes back the ${told(original)} of line ${original.row.line}`);

const takenBack = (original: DatedRow, { row }: DatedRow): ImportRow =>
  ignored(original.row, `a ${told(original)} that line ${row.line} takes back`);

const ignored = (row: ImportRow, message: string): ImportRow => ({
  ...row,
  status: 'ignored',
  transaction: null,
  problems: [{ code: 'row.ignored', message }],
});

function unsettled(reversal: DatedRow, booked: string | undefined): ImportRow {
  const { row, line } = reversal;
  const where = booked ? 'the ledger has' : 'no row of the file books';
  const message = `takes back a ${told(reversal)}, which ${where}; take its line${booked ? ` of ${booked}` : ''} out by hand and leave this row out`;
  const field = line.amount === undefined ? 'quantity' : 'amount';
  return { ...row, status: 'error', transaction: null, problems: [{ code: 'row.reversal', message, field }] };
}

/** Such as "dividend of 10 USD on AAPL" or "buy of 10 AAPL at 182.5 USD". */
function told({ line: { type, symbol, quantity, price, amount, currency } }: DatedRow): string {
  const kind = type.replaceAll('_', ' ');
  if (amount === undefined) return `${kind} of ${quantity} ${symbol} at ${price} ${currency}`;
  return `${kind} of ${amount} ${currency}${symbol ? ` on ${symbol}` : ''}`;
}
