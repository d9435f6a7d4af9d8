import type { Transaction } from '../model/transaction';

/** Legs of one group and one thing (a symbol, or money) that go out and come in inside the portfolio. */
export interface TransferGroup {
  readonly key: string;
  readonly symbol: string | null;
  readonly outs: readonly Transaction[];
  readonly ins: readonly Transaction[];
  /** All accounts that take part; to a group of accounts that holds them all the transfer is no flow. */
  readonly accountIds: ReadonlySet<string>;
  /** The line that books what was lost on the way as a fee in kind, if any. */
  readonly feeInKind: Transaction | null;
}

/** The internal transfers of a ledger, by the id of each of their lines; a leg without a partner has none. */
export function groupTransfers(lines: readonly Transaction[]): Map<string, TransferGroup> {
  const legs = new Map<string, { outs: Transaction[]; ins: Transaction[] }>();
  const fees = new Map<string, Transaction>();
  for (const line of lines) {
    if (line.groupId === undefined) continue;
    if (line.type === 'fee' && line.symbol !== undefined) fees.set(keyOf(line), line);
    if (line.type !== 'transfer_in' && line.type !== 'transfer_out') continue;
    const key = keyOf(line);
    const group = legs.get(key) ?? { outs: [], ins: [] };
    legs.set(key, group);
    (line.type === 'transfer_in' ? group.ins : group.outs).push(line);
  }
  const groups = new Map<string, TransferGroup>();
  for (const [key, { outs, ins }] of legs) {
    if (outs.length === 0 || ins.length === 0) continue;
    const all = [...outs, ...ins];
    const symbol = symbolOf(all[0]!);
    const feeInKind = symbol === null ? null : (fees.get(key) ?? null);
    const group = {
      key,
      symbol,
      outs,
      ins,
      accountIds: new Set(all.map(({ accountId }) => accountId)),
      feeInKind,
    };
    for (const leg of all) groups.set(leg.id, group);
    if (feeInKind) groups.set(feeInKind.id, group);
  }
  return groups;
}

function keyOf(line: Transaction): string {
  return JSON.stringify([line.groupId, symbolOf(line)]);
}

function symbolOf(line: Transaction): string | null {
  return 'symbol' in line && line.symbol !== undefined ? line.symbol : null;
}
