import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { LRUCache } from 'lru-cache';
import mongoose, { Model } from 'mongoose';
import { NEWEST_FIRST, PageRequest } from '../../common/paging/cursor';
import { OwnedPortfolio, PortfolioHead } from '../portfolio';
import { PortfolioAnalysisRecord } from '../schemas/portfolio-analysis.schema';
import { isDuplicateKey } from '../../platform/mongo/duplicate-key';
import { behind, beyond, orderOf } from '../../platform/mongo/sorted-page';

/** What is asked about a portfolio. */
export type Question = Pick<
  PortfolioAnalysisRecord,
  'from' | 'to' | 'benchmark' | 'risk_free_rate' | 'account' | 'before'
>;

export interface AnalysisFilter {
  benchmark?: string;
  account?: string;
}

export type AnalysisContent = Omit<
  PortfolioAnalysisRecord,
  '_id' | 'portfolio_id' | 'portfolio_version' | 'created_at' | 'updated_at' | keyof Question
>;

type Lean = Omit<PortfolioAnalysisRecord, 'answer'>;

/** A stored analysis without its whole answer. */
export type StoredAnalysis = Omit<Lean, '_id' | 'portfolio_id'> & { id: string; portfolio_id: string };

const MOST_PER_PORTFOLIO = 100;
const ANSWERS_IN_MEMORY = 32 * 1024 * 1024;

/**
 * Stored analyses. Every method takes the portfolio itself, which only `PortfoliosService` hands out, and only to those
 * who may see it.
 */
@Injectable()
export class AnalysesRepository {
  private readonly answers = new LRUCache<string, Buffer>({
    maxSize: ANSWERS_IN_MEMORY,
    sizeCalculation: ({ length }) => length + 1,
  });

  constructor(
    @InjectModel(PortfolioAnalysisRecord.name) private readonly analyses: Model<PortfolioAnalysisRecord>,
  ) {}

  async find(portfolio: PortfolioHead, question: Question): Promise<StoredAnalysis | null> {
    const record = await this.analyses.findOne(keyOf(portfolio, question), { answer: 0 }).lean<Lean>();
    return record && storedAnalysis(record);
  }

  /** The whole answer of a stored analysis, kept at hand for a while; undefined when it was removed meanwhile. */
  async answer({ id: portfolio_id }: PortfolioHead, analysis: StoredAnalysis): Promise<Buffer | undefined> {
    const key = answerKey(analysis);
    const known = this.answers.get(key);
    if (known) return known;
    const record = await this.analyses
      .findOne({ _id: analysis.id, portfolio_id }, { answer: 1 })
      .lean<{ answer: BytesRead }>();
    if (!record) return undefined;
    const answer = bytesOf(record.answer);
    this.answers.set(key, answer);
    return answer;
  }

  /** Stores an answer in place of the one before. */
  async save(
    portfolio: PortfolioHead,
    question: Question,
    content: AnalysisContent,
  ): Promise<StoredAnalysis> {
    const key = keyOf(portfolio, question);
    const saved = await this.upsert(key, content).catch((error: unknown) => {
      // Another process stored the same answer at the same moment.
      if (isDuplicateKey(error)) return this.upsert(key, content);
      throw error;
    });
    this.answers.set(answerKey(saved), content.answer);
    return saved;
  }

  /** Notes that the prices were compared again and the answer still holds. */
  async confirm(
    { id: portfolio_id }: PortfolioHead,
    id: string,
    seen: Pick<AnalysisContent, 'price_stamp' | 'settled' | 'final' | 'compared_at'>,
  ): Promise<void> {
    await this.analyses.updateOne({ _id: id, portfolio_id }, { $set: seen });
  }

  /** One more than `limit` where there is more. */
  async list(
    { id: portfolio_id }: PortfolioHead,
    { benchmark, account }: AnalysisFilter,
    page: PageRequest,
  ): Promise<StoredAnalysis[]> {
    const which = { portfolio_id, ...(benchmark && { benchmark }), ...(account && { account }) };
    const records = await this.analyses
      .find({ ...which, ...behind(page) }, { answer: 0 })
      .sort(orderOf(page))
      .limit(page.limit + 1)
      .lean<Lean[]>();
    return records.map(storedAnalysis);
  }

  async removeAll({ id: portfolio_id }: OwnedPortfolio): Promise<void> {
    await this.analyses.deleteMany({ portfolio_id });
  }

  /** Lets go of a portfolio's oldest beyond a hundred. */
  async prune({ id: portfolio_id }: PortfolioHead): Promise<void> {
    const [oldestKept] = await this.analyses
      .find({ portfolio_id }, { created_at: 1 })
      .sort({ created_at: -1, _id: -1 })
      .skip(MOST_PER_PORTFOLIO - 1)
      .limit(1)
      .lean<{ _id: mongoose.Types.ObjectId; created_at: Date }[]>();
    if (!oldestKept) return;
    const { created_at, _id } = oldestKept;
    await this.analyses.deleteMany({
      portfolio_id,
      ...beyond(NEWEST_FIRST, { value: created_at, id: _id.toHexString() }),
    });
  }

  private async upsert(key: Key, content: AnalysisContent): Promise<StoredAnalysis> {
    const record = await this.analyses
      .findOneAndUpdate(
        key,
        { $set: content },
        { upsert: true, returnDocument: 'after', projection: { answer: 0 } },
      )
      .lean<Lean>();
    return storedAnalysis(record!);
  }
}

const answerKey = ({ id, fingerprint }: StoredAnalysis) => `${id}.${fingerprint}`;

type Key = ReturnType<typeof keyOf>;

function keyOf({ id, version }: PortfolioHead, question: Question) {
  const { from, to, benchmark, risk_free_rate, account, before } = question;
  return {
    portfolio_id: id,
    portfolio_version: version,
    from,
    to,
    benchmark,
    risk_free_rate,
    account,
    before,
  };
}

function storedAnalysis({ _id, portfolio_id, ...rest }: Lean): StoredAnalysis {
  return { ...rest, id: _id.toHexString(), portfolio_id: portfolio_id.toHexString() };
}

/** Lean reads give the driver's Binary, whose bytes need no further copy. */
type BytesRead = Buffer | mongoose.mongo.Binary;

function bytesOf(bytes: BytesRead): Buffer {
  return Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer.buffer, bytes.buffer.byteOffset, bytes.position);
}
