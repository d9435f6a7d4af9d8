import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { formatDay } from '../../analytics/calendar';
import { calendarDayOf } from '../../common/calendar/calendar-day';
import { Clock } from '../../common/clock';
import { validationFailed } from '../../common/errors/validation.pipe';
import { Turns } from '../../common/turns';
import { Owner } from '../../common/identity/owner';
import { HistoryService } from '../../market/history.service';
import { AnalysesRepository, Question, StoredAnalysis } from '../analyses.repository';
import { Portfolio } from '../portfolio';
import { portfolioBusy, portfolioNotFound } from '../portfolio.errors';
import { PortfoliosService } from '../portfolios.service';
import { Analyst } from './analyst';
import { ANSWER_FORM } from './computed-performance';
import { defaultToDay } from './default-window';
import { PackedJson } from './packed-json';

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
  /** a `Performance` */
  packed: () => Promise<PackedJson>;
}

/** How long an answer with prices still to come is not compared again. */
const UNSETTLED_MILLISECONDS = 60_000;
/** As many as keep the threads busy while others wait for the database. */
const AT_ONCE = 2;
/** Whoever takes longer waits for a provider. */
const TURN_MILLISECONDS = 250;
const MOST_WAITING = 200;
const MOST_REMEMBERED = 1_000;

/** Answers what a portfolio did over a window: from what is stored while nothing changed, else computed and stored. */
@Injectable()
export class PerformanceService {
  /** computations under way, so that the same question asked at once is computed once */
  private readonly running = new Map<string, Promise<StoredAnalysis>>();
  /** what was answered last, by what was asked */
  private readonly last = new LRUCache<string, StoredAnalysis>({ max: MOST_REMEMBERED });
  private readonly turns = new Turns(AT_ONCE, TURN_MILLISECONDS);

  constructor(
    private readonly portfolios: PortfoliosService,
    private readonly analyses: AnalysesRepository,
    private readonly analyst: Analyst,
    private readonly history: HistoryService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `portfolio.not_found`, `validation.failed`, `portfolio.busy` */
  async answer(owner: Owner, portfolioId: string, window: PerformanceWindow): Promise<PerformanceAnswer> {
    const { from, to, benchmark, risk_free_rate } = window;
    const asked = JSON.stringify([portfolioId, from, to, benchmark, risk_free_rate]);
    const last = this.last.get(asked);
    // What is asked again mostly still holds: one round of reads tells, instead of three in a row.
    const [portfolio, state] = await Promise.all([
      this.portfolios.get(owner, portfolioId),
      last && this.history.stateOf(last.price_symbols),
    ]);
    const question = this.questionOf(portfolio, window);
    const analysis =
      last && isAnswerTo(last, portfolio, question) && this.holds(last, state)
        ? last
        : await this.sought(portfolio, question);
    this.last.set(asked, analysis);
    return { tag: analysis.fingerprint, packed: () => this.packed(portfolio, question, analysis) };
  }

  private async sought(portfolio: Portfolio, question: Question): Promise<StoredAnalysis> {
    const before = await this.analyses.find(portfolio, question);
    if (before && this.holds(before, await this.history.stateOf(before.price_symbols))) return before;
    return this.computedOnce(portfolio, question, before);
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

  /** Whether the prices behind a stored analysis are still the same. */
  private holds(analysis: StoredAnalysis, state: string | undefined): boolean {
    const { form, settled, compared_at, price_stamp } = analysis;
    const age = this.clock.now().getTime() - compared_at.getTime();
    if (form !== ANSWER_FORM || (!settled && age > UNSETTLED_MILLISECONDS)) return false;
    return state === price_stamp;
  }

  private computedOnce(
    portfolio: Portfolio,
    question: Question,
    before: StoredAnalysis | null,
  ): Promise<StoredAnalysis> {
    const key = JSON.stringify([portfolio.id, portfolio.version, question]);
    const running = this.running.get(key);
    if (running) return running;
    if (this.turns.waiting >= MOST_WAITING) throw portfolioBusy();
    const starting = this.turns
      .run(() => this.analyst.analyse(portfolio, question, before))
      .finally(() => this.running.delete(key));
    this.running.set(key, starting);
    return starting;
  }

  private async packed(
    portfolio: Portfolio,
    question: Question,
    analysis: StoredAnalysis,
  ): Promise<PackedJson> {
    const packed =
      (await this.analyses.answer(portfolio, analysis)) ??
      // Let go as one of too many since it was told.
      (await this.analyses.answer(portfolio, await this.computedOnce(portfolio, question, null)));
    if (!packed) throw portfolioNotFound();
    return packed;
  }
}

function isAnswerTo(analysis: StoredAnalysis, { version }: Portfolio, question: Question): boolean {
  return (
    analysis.portfolio_version === version &&
    analysis.from === question.from &&
    analysis.to === question.to &&
    analysis.benchmark === question.benchmark &&
    analysis.risk_free_rate === question.risk_free_rate
  );
}
