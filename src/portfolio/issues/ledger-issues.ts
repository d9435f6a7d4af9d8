import { formatDay } from '../../analytics/calendar';
import { groupTransfers } from '../../analytics/ledger/plan/transfer-groups';
import { MergerForCash, mergersForCash } from '../ledger/mergers/mergers-for-cash';
import type { BookFigures } from '../ledger/reading/book-figures';
import type { Entry } from '../transactions/entry';
import { toLine } from '../transactions/to-line';
import type { Issue } from './issue';

/** What the books of a ledger and its lines give cause to look at, without prices. */
export function ledgerIssues(entries: readonly Entry[], figures: BookFigures): Issue[] {
  return [
    ...impossible(figures),
    ...unmatchedTransfers(entries),
    ...unknownBases(entries, figures),
    ...missingRates(entries, figures),
    ...duplicates(entries),
  ];
}

function impossible({ problems }: BookFigures): Issue[] {
  return problems.map(({ code, lineId, symbol, day, detail }) => {
    const isOversold = code === 'ledger.oversold';
    const date = formatDay(day);
    return {
      id: `${code}:${lineId}`,
      code: isOversold ? 'ledger.oversold' : 'ledger.impossible',
      severity: 'error',
      symbol,
      account_id: null,
      date,
      settled_on: date,
      transaction_ids: [lineId],
      message: `${detail}, on ${date}.`,
      action: isOversold
        ? 'Add the missing purchase or transfer before it, or correct the sale.'
        : 'Correct the line.',
      proposal: null,
    };
  });
}

function unmatchedTransfers(entries: readonly Entry[]): Issue[] {
  const groups = groupTransfers(entries.map((entry) => toLine(entry)));
  return entries
    .filter(({ id, type }) => (type === 'transfer_in' || type === 'transfer_out') && !groups.has(id))
    .map(({ id, account_id, symbol = null, date, type }) => ({
      id: `transfer.unmatched:${id}`,
      code: 'transfer.unmatched',
      severity: 'warning',
      symbol,
      account_id,
      date,
      settled_on: date,
      transaction_ids: [id],
      message: `The ${type} of ${date} has no partner in this portfolio; it counts as a flow from or to outside.`,
      action: 'Give it and its partner the same group_id, or dismiss this if the other side is elsewhere.',
      proposal: null,
    }));
}

function unknownBases(entries: readonly Entry[], { lots }: BookFigures): Issue[] {
  const open = new Map(lots.filter(({ cost }) => cost === null).map(({ buyId, symbol }) => [buyId, symbol]));
  return entries
    .filter(({ id }) => open.has(id))
    .map((entry) => {
      const { id, account_id, symbol = null, date } = entry;
      const merger = isCostTold(entry) && mergersForCash(entries).find(({ into }) => into === open.get(id));
      return {
        id: `basis.unknown:${id}`,
        code: 'basis.unknown',
        severity: 'warning',
        symbol,
        account_id,
        date,
        settled_on: merger ? merger.date : date,
        transaction_ids: merger ? [id, merger.id] : [id],
        message: `What the ${symbol} of ${date} cost is not known${merger ? why(merger) : ''}; gains of it are null.`,
        action: merger
          ? 'Write what was paid for in cash as a sale, and the rest as a merger without cash.'
          : 'Set cost, and acquired_on where it was acquired earlier.',
        proposal: null,
      };
    });
}

/** Without the worth of what came, the cost is not shared between it and the cash. */
function why({ into, date }: MergerForCash): string {
  return ` since a part of it was paid for in cash: there is no close of ${into} for ${date}`;
}

function isCostTold({ price, cost }: Entry): boolean {
  return price !== undefined || cost !== undefined;
}

function missingRates(entries: readonly Entry[], { unrated }: BookFigures): Issue[] {
  const ids = new Set(unrated.map(({ lineId }) => lineId));
  return entries
    .filter(({ id }) => ids.has(id))
    .map(({ id, account_id, symbol = null, date, currency }) => ({
      id: `rate.missing:${id}`,
      code: 'rate.missing',
      severity: 'warning',
      symbol,
      account_id,
      date,
      settled_on: date,
      transaction_ids: [id],
      message: `No exchange rate of ${currency} is known for ${date}.`,
      action: 'Set fx_rate to the rate that the broker used.',
      proposal: null,
    }));
}

function duplicates(entries: readonly Entry[]): Issue[] {
  const alike = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { account_id, type, date, time, symbol, quantity, price, amount, currency } = entry;
    const { into, ratio_n, ratio_d, numerator, denominator } = entry;
    const money = [quantity, price, amount, currency];
    const shares = [into, ratio_n, ratio_d, numerator, denominator];
    const key = JSON.stringify([account_id, type, date, time, symbol, money, shares]);
    const group = alike.get(key);
    if (group) group.push(entry);
    else alike.set(key, [entry]);
  }
  return [...alike.values()]
    .filter((group) => group.length > 1 && !areTold(group))
    .map((group) => {
      const { type, account_id, symbol = null, date } = group[0]!;
      const ids = group.map(({ id }) => id);
      return {
        id: `line.duplicate:${ids.join('.')}`,
        code: 'line.duplicate',
        severity: 'warning',
        symbol,
        account_id,
        date,
        settled_on: date,
        transaction_ids: ids,
        message: `${group.length} lines say the same: ${type} of ${symbol ?? 'money'} on ${date}.`,
        action: 'Delete all but one, or dismiss this if they are different.',
        proposal: null,
      };
    });
}

/** Whether the broker knows each of the lines by an id of its own, or they are lots that were listed as they are. */
function areTold(group: readonly Entry[]): boolean {
  const ids = new Set(group.map(({ external_id }) => external_id));
  return (
    (ids.size === group.length && !ids.has(undefined)) || group.every(({ origin }) => origin === 'assets')
  );
}
