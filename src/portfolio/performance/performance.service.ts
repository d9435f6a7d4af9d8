import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { formatDay } from '../../analytics/calendar';
import { calendarDayOf } from '../../common/calendar/calendar-day';
import { Clock } from '../../common/clock';
import { validationFailed } from '../../common/errors/validation.pipe';
import { Owner } from '../../common/identity/owner';
import { HistoryService } from '../../market/history.service';
import { AnalysesRepository, Question, StoredAnalysis } from '../analyses.repository';
import { Portfolio } from '../portfolio';
import { portfolioNotFound } from '../portfolio.errors';
import { PortfoliosService } from '../portfolios.service';
import { Performance } from './compute-performance';
import { Analyst } from './analyst';
import { defaultToDay } from './default-window';

/** The part of a portfolio's life that is asked about; see the contract. */
export interface PerformanceWindow {
  from?: string;
  to?: string;
  benchmark?: string;
  risk_free_rate?: number;
}

/** An answer as it is sent. */
export interface PerformanceAnswer {
  /** equal tags mean equal answers */
  tag: string;
  /** UTF-8 JSON of a `Performance` */
  json: () => Promise<Buffer>;
}

const ANSWERS_IN_MEMORY = 32 * 1024 * 1024;
/** How long an answer with prices still to come is not compared again. */
const UNSETTLED_MILLISECONDS = 60_000;

/** Answers what a portfolio did over a window: from what is stored while nothing changed, else computed and stored. */
@Injectable()
export class PerformanceService {
  private readonly answers = new LRUCache<string, Buffer>({
    maxSize: ANSWERS_IN_MEMORY,
    sizeCalculation: (json) => json.length + 1,
  });
  /** computations under way, so that the same question asked at once is computed once */
  private readonly running = new Map<string, Promise<StoredAnalysis>>();

  constructor(
    private readonly portfolios: PortfoliosService,
    private readonly analyses: AnalysesRepository,
    private readonly analyst: Analyst,
    private readonly history: HistoryService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `portfolio.not_found`, `validation.failed` */
  async performance(owner: Owner, portfolioId: string, window: PerformanceWindow): Promise<Performance> {
    const { json } = await this.answer(owner, portfolioId, window);
    return JSON.parse((await json()).toString()) as Performance;
  }

  /** The same as bytes, for those who pass it on. */
  async answer(owner: Owner, portfolioId: string, window: PerformanceWindow): Promise<PerformanceAnswer> {
    const portfolio = await this.portfolios.get(owner, portfolioId);
    const question = this.questionOf(portfolio, window);
    const analysis =
      (await this.stored(portfolio, question)) ?? (await this.computedOnce(portfolio, question));
    return { tag: analysis.fingerprint, json: () => this.bytes(portfolio, analysis) };
  }

  private questionOf({ assets }: Portfolio, window: PerformanceWindow): Question {
    const now = this.clock.now();
    const { from = null, benchmark = null, risk_free_rate = 0 } = window;
    const to = window.to ?? formatDay(defaultToDay(assets, now));
    if (to > calendarDayOf(now)) {
      throw validationFailed([{ field: 'to', message: 'to must not be in the future' }]);
    }
    if (from !== null && from > to) {
      throw validationFailed([{ field: 'from', message: `from must not be after to (${to})` }]);
    }
    return { from, to, benchmark, risk_free_rate };
  }

  /** The stored analysis if the prices behind it are still the same. */
  private async stored(portfolio: Portfolio, question: Question): Promise<StoredAnalysis | undefined> {
    const analysis = await this.analyses.find(portfolio, question);
    if (!analysis) return undefined;
    const age = this.clock.now().getTime() - analysis.compared_at.getTime();
    if (!analysis.settled && age > UNSETTLED_MILLISECONDS) return undefined;
    const stamp = await this.history.stateOf(analysis.price_symbols);
    return stamp === analysis.price_stamp ? analysis : undefined;
  }

  private computedOnce(portfolio: Portfolio, question: Question): Promise<StoredAnalysis> {
    const key = JSON.stringify([portfolio.id, portfolio.version, question]);
    const running = this.running.get(key);
    if (running) return running;
    const starting = this.analyst.analyse(portfolio, question).finally(() => this.running.delete(key));
    this.running.set(key, starting);
    return starting;
  }

  /** The whole answer of a stored analysis, kept at hand for a while. */
  private async bytes(portfolio: Portfolio, { id, fingerprint }: StoredAnalysis): Promise<Buffer> {
    const key = `${id}.${fingerprint}`;
    const known = this.answers.get(key);
    if (known) return known;
    const json = await this.analyses.answer(portfolio, id);
    if (!json) throw portfolioNotFound();
    this.answers.set(key, json);
    return json;
  }
}
