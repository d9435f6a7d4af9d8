import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import type { Ledger } from '../ledger/ledger';
import { visibleRows } from '../ledger/store/visible-rows';
import { TransactionRecord } from '../schemas/transaction.schema';
import type { Entry } from './entry';
import { decodeLinesCursor, LinesPosition, LineSort } from './lines-cursor';
import { toEntry } from './to-entry';

/** Which lines of a ledger are wanted, a page of them. */
export interface TransactionsQuery {
  type?: string[];
  symbol?: string;
  account?: string;
  from?: string;
  to?: string;
  q?: string;
  sort: LineSort;
  limit: number;
  cursor?: string;
}

/** Pages of a ledger's lines, which only its owner is given. */
@Injectable()
export class TransactionsRepository {
  constructor(@InjectModel(TransactionRecord.name) private readonly transactions: Model<TransactionRecord>) {}

  /** @throws DomainError `paging.invalid_cursor` */
  async list(ledger: Ledger, query: TransactionsQuery): Promise<Entry[]> {
    const { sort, limit, cursor } = query;
    const { $or: unremoved, ...visible } = visibleRows(ledger);
    const after = cursor === undefined ? undefined : decodeLinesCursor(cursor, sort);
    const conditions = [{ $or: unremoved }, ...asked(query), ...(after ? [following(sort, after)] : [])];
    const order = sort.startsWith('-') ? -1 : 1;
    const records = await this.transactions
      .find({ ...visible, $and: conditions })
      .sort(sort.endsWith('date') ? { date: order, seq: order } : { seq: order })
      .limit(limit)
      .lean();
    return records.map(toEntry);
  }
}

function asked({ type, symbol, account, from, to, q }: TransactionsQuery): Record<string, unknown>[] {
  const pattern = q === undefined ? undefined : escaped(q);
  const contains = mongoose.trusted({ $regex: pattern, $options: 'i' });
  return [
    ...(type ? [{ type: mongoose.trusted({ $in: type }) }] : []),
    ...(symbol === undefined ? [] : [{ $or: [{ symbol }, { into: symbol }] }]),
    ...(account === undefined ? [] : [{ account_id: new mongoose.Types.ObjectId(account) }]),
    ...(from === undefined ? [] : [{ date: mongoose.trusted({ $gte: midnightOf(from) }) }]),
    ...(to === undefined ? [] : [{ date: mongoose.trusted({ $lte: midnightOf(to) }) }]),
    ...(pattern === undefined
      ? []
      : [
          {
            $or: ['note', 'symbol', 'into', 'tags', 'external_id', 'group_id'].map((field) => ({
              [field]: contains,
            })),
          },
        ]),
  ];
}

function following(sort: LineSort, { date, seq }: LinesPosition): Record<string, unknown> {
  const beyond = sort.startsWith('-') ? '$lt' : '$gt';
  if (!sort.endsWith('date')) return { seq: mongoose.trusted({ [beyond]: seq }) };
  const day = midnightOf(date);
  return {
    $or: [
      { date: mongoose.trusted({ [beyond]: day }) },
      { date: day, seq: mongoose.trusted({ [beyond]: seq }) },
    ],
  };
}

const midnightOf = (day: string) => new Date(`${day}T00:00:00Z`);

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
